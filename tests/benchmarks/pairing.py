"""What matching costs against scipy's dense solver, each measured in a process of its own.

The crowd is made of the roster in `tests/data`: 3 places a mentor, about 13 % of pairs allowed. Ours is the whole call,
scoring included; the dense baseline is `scipy.optimize.linear_sum_assignment` alone, on a ready matrix (one column a
place, 0 where a pair may not be); the sparse one is `min_weight_full_bipartite_matching` alone, on all allowed pairs.
`python -m tests.benchmarks.pairing ours|dense|sparse MENTEES MENTORS FILE` measures one of them.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SIZES = {"pairing_1000x400": (1_000, 400), "pairing_10000x4000": (10_000, 4_000)}
PLACES = 3


def run() -> Iterator[dict]:
    """Four lines a size: time, memory, score, stable."""
    for name, size in SIZES.items():
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "pairs.npz"
            ours, dense, sparse = (_measure(what, size, file) for what in ("ours", "dense", "sparse"))
        small = name == "pairing_1000x400"
        yield _line(name, ours, sparse if small else dense, "seconds", 4 if small else 0.4)
        yield _line(f"{name}_memory", ours, dense, "megabytes", 1 if small else 0.5)
        yield _line(f"{name}_score", ours, dense, "points", 0.999, at_least=True)
        stable = {"points": ours["stable"] if not ours["blocking"] else 0}
        yield _line(f"{name}_stable", stable, ours, "points", 0.94, at_least=True)


def _line(name: str, measured: dict, baseline: dict, unit: str, target: float, at_least: bool = False) -> dict:
    ratio = measured[unit] / baseline[unit]
    ok = ratio >= target if at_least else ratio <= target
    facts = {"value": round(measured[unit], 3), "unit": unit, "baseline": round(baseline[unit], 3), "ratio": round(ratio, 4)}
    return {"name": name, **facts, "target": target, "ok": ok}


def _measure(what: str, size: tuple[int, int], file: Path) -> dict:
    command = [sys.executable, "-m", __name__, what, *map(str, size), str(file)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _timed(call, times: int) -> tuple[float, object]:
    """Processor seconds, the least of some runs, as a shared machine asks for; and what came out."""
    best, result = float("inf"), None
    for _ in range(times):
        began = time.process_time()
        result = call()
        best = min(best, time.process_time() - began)
    return best, result


def ours(mentees: int, mentors: int, file: Path) -> dict:
    """The whole call; what `stable` comes to; and the allowed pairs for the others to read."""
    import numpy as np

    from mentoring.pairing import Mode, match, matrix
    from tests.mentoring.pairing_people import TERMS, crowd

    people = crowd(mentees, mentors)
    match(*crowd(20, 10), TERMS)  # import what is imported on first use
    seconds, plan = _timed(lambda: match(*people, TERMS), 15 if mentees < 5_000 else 2)
    megabytes = _peak()
    stable = match(*people, TERMS, Mode.STABLE)
    scores = matrix.score(*people, TERMS, lambda share: None)
    np.savez(file, mentee=scores.mentees, mentor=scores.mentor, worth=scores.worth)
    facts = {"seconds": seconds, "megabytes": megabytes, "points": plan.score}
    return facts | {"stable": stable.score, "blocking": stable.blocking_pairs}


def dense(mentees: int, mentors: int, file: Path) -> dict:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    pairs = np.load(file)
    cost = np.zeros((mentees, mentors * PLACES))
    mentee, mentor, worth = (pairs[name] for name in ("mentee", "mentor", "worth"))
    for place in range(PLACES):
        cost[mentee, mentor.astype(np.int64) * PLACES + place] = -worth
    seconds, found = _timed(lambda: linear_sum_assignment(cost), 15 if mentees < 5_000 else 1)
    return {"seconds": seconds, "megabytes": _peak(), "points": -cost[found].sum()}


def sparse(mentees: int, mentors: int, file: Path) -> dict:
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    if mentees > 5_000:
        return {}
    pairs = np.load(file)
    place = (pairs["mentor"][:, None].astype(np.int64) * PLACES + np.arange(PLACES)).ravel()
    everyone = np.arange(mentees)
    row = np.concatenate([np.repeat(pairs["mentee"], PLACES), everyone])
    column = np.concatenate([place, mentors * PLACES + everyone])
    cost = np.concatenate([4096.0 - np.repeat(pairs["worth"], PLACES), np.full(mentees, 4096.0)])
    graph = csr_matrix((cost, (row, column)), shape=(mentees, mentors * PLACES + mentees))
    return {"seconds": _timed(lambda: min_weight_full_bipartite_matching(graph), 15)[0]}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    what, mentees, mentors, file = sys.argv[1:]
    print(json.dumps({"ours": ours, "dense": dense, "sparse": sparse}[what](int(mentees), int(mentors), Path(file))))
