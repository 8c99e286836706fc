"""Makes etiquette/coach/weights.tsv: `python -m tests.etiquette.coach.learn` (one minute; standard library only, same result each time).

Logistic regression with a ridge penalty by AdaGrad. The thresholds come from cross-validation: on folds that a model has
not seen, each code may flag at most FALSE_ALARMS (or MORE_ALARMS) of the clean texts. `held_out.jsonl` is not read here.
"""

import json
import math
import random
from collections import Counter
from pathlib import Path

from etiquette.coach.deciding import cue_share
from etiquette.coach.evidence import LEARNT, TABLE, features
from etiquette.coach.text import Draft

DATA = Path(__file__).parents[2] / "data" / "coach"
FILES = ("examples.jsonl", "own.jsonl")
FALSE_ALARMS, PRECISION, FLOOR = 0.005, 0.8, 0.35
MORE_ALARMS = {"heated": 0.012, "demanding": 0.012}  # tone is said in the most ways: a little more is risked to hear it
SEEN_AT_LEAST = 2
RIDGE, POSITIVE, PASSES, STEP, FOLDS = 0.5, 3.0, 30, 0.5, 5
Row = tuple[dict[str, float], frozenset[str], dict[str, float]]


def read(names: tuple[str, ...] = FILES) -> list[dict]:
    return [json.loads(line) for name in names for line in (DATA / name).read_text("utf-8").splitlines()]


def prepared(row: dict) -> Row:
    draft = Draft(row["text"])
    return (
        features(draft, row["surface"]) | {"bias": 1.0},
        frozenset(row["labels"]),
        {c: cue_share(c, draft, row["surface"])[0] for c in LEARNT},
    )


def rows() -> list[Row]:
    """All that may be learnt from, well mixed, in the same order each time."""
    mixed = read()
    random.Random(11).shuffle(mixed)
    return [prepared(row) for row in mixed]


def fit(rows: list[Row], code: str) -> dict[str, float]:
    """The weights of one code."""
    df = Counter(name for found, _, _ in rows for name in found)
    data = [([(n, v, RIDGE / df[n]) for n, v in found.items() if df[n] >= SEEN_AT_LEAST], code in labels) for found, labels, _ in rows]
    weights: dict[str, float] = dict.fromkeys((n for n in df if df[n] >= SEEN_AT_LEAST), 0.0)
    squares = dict.fromkeys(weights, 1e-2)
    order = random.Random(7)
    for _ in range(PASSES):
        order.shuffle(data)
        for found, right in data:
            p = 1 / (1 + math.exp(-max(min(sum(weights[n] * v for n, v, _ in found), 30), -30)))
            error = (p - right) * (POSITIVE if right else 1.0)
            for n, v, ridge in found:
                slope = error * v + ridge * weights[n]
                squares[n] += slope * slope
                weights[n] -= STEP * slope / math.sqrt(squares[n])
    return weights


def score(weights: dict[str, float], row: Row, code: str) -> float:
    total = sum(weights.get(n, 0.0) * v for n, v in row[0].items())
    return 1 / (1 + math.exp(-max(min(total, 30), -30))) + row[2][code]


def unseen_scores(rows: list[Row], code: str) -> list[float]:
    """Each row's score by a model that has not seen it."""
    scores = [0.0] * len(rows)
    for fold in range(FOLDS):
        weights = fit([r for i, r in enumerate(rows) if i % FOLDS != fold], code)
        for i in range(fold, len(rows), FOLDS):
            scores[i] = score(weights, rows[i], code)
    return scores


def threshold(rows: list[Row], scores: list[float], code: str) -> float:
    """The lowest bar that lets the clean texts pass, and is right four times in five on texts that the model has not seen."""
    clean = sorted((s for s, r in zip(scores, rows, strict=True) if not r[1]), reverse=True)
    bar = max(clean[int(MORE_ALARMS.get(code, FALSE_ALARMS) * len(clean))] + 0.005, FLOOR)
    ranked = sorted(((s, code in r[1]) for s, r in zip(scores, rows, strict=True)), reverse=True)
    right, precise = 0, 1.0
    for count, (s, hit) in enumerate(ranked, 1):
        right += hit
        if right / count >= PRECISION:
            precise = s
    return round(max(bar, min(precise, 1.2)), 3)


def report(rows: list[Row], scores: list[float], code: str, bar: float) -> str:
    hits = [s >= bar for s in scores]
    right = sum(h and code in r[1] for h, r in zip(hits, rows, strict=True))
    return (
        f"{code}: bar {bar}, unseen folds: precision {right / max(sum(hits), 1):.2f}, recall {right / sum(code in r[1] for r in rows):.2f}"
    )


def main() -> None:
    mixed, bars, learnt = rows(), {}, {}
    for code in LEARNT:
        scores = unseen_scores(mixed, code)
        bars[code] = threshold(mixed, scores, code)
        print(report(mixed, scores, code, bars[code]), flush=True)
        learnt[code] = fit(mixed, code)
    names = sorted(n for n in learnt[LEARNT[0]] if any(abs(learnt[c][n]) >= 0.02 for c in LEARNT))
    lines = ["# Made by `python -m tests.etiquette.coach.learn`. Columns: feature, " + ", ".join(LEARNT)]
    lines.append("\t".join(["threshold", *(f"{bars[c]}" for c in LEARNT)]))
    lines += ["\t".join([n, *(f"{learnt[c][n]:.2f}" for c in LEARNT)]) for n in names]
    TABLE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
