"""Makes etiquette/coach/weights.tsv: `python -m tests.etiquette.coach.learn` (a minute; the same result each time).

Logistic regression with a ridge penalty, solved to its one optimum by L-BFGS. The thresholds come from cross-validation: on
folds that a model has not seen, a code may flag at most a share of the clean texts. What is in JUDGED is not read here.
"""

import json
import random
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from etiquette.coach.deciding import cue_share
from etiquette.coach.evidence import LEARNT, TABLE
from etiquette.coach.features import features
from etiquette.coach.text import Draft

DATA = Path(__file__).parents[2] / "data" / "coach"
FILES = ("examples.jsonl", "own.jsonl")
JUDGED = ("held_out.jsonl", "held_out_2.jsonl")
FEW_ALARMS = 0.0022  # of the clean texts, by one code; the cues have seen the texts, so the truth is about twice this
ALARMS = {"heated": 0.006, "defensive": 0.006}  # tone is said in the most ways: a little more is risked to hear it
FLOOR = 0.3  # no bar is lower: below it nothing has been heard
SEEN_AT_LEAST, RIDGE, POSITIVE, FOLDS, REPEATS = 2, 0.3, 3.0, 5, 3
WORTH_KEEPING = 0.05  # a weight that is smaller for every code is left out of the table


def read(names: tuple[str, ...] = FILES) -> list[dict]:
    return [json.loads(line) for name in names for line in (DATA / name).read_text("utf-8").splitlines()]


class Texts:
    """Labelled texts as numbers: a row a text, a column a feature that at least two of them have."""

    def __init__(self, rows: list[dict]):
        drafts = [(Draft(row["text"]), row["surface"]) for row in rows]
        found = [features(draft, surface) | {"bias": 1.0} for draft, surface in drafts]
        seen = Counter(name for one in found for name in one)
        self.names = sorted(name for name in seen if seen[name] >= SEEN_AT_LEAST)
        column = {name: k for k, name in enumerate(self.names)}
        cells = [(value, i, column[name]) for i, one in enumerate(found) for name, value in one.items() if name in column]
        values, i, k = zip(*cells, strict=True)
        self.matrix = csr_matrix((values, (i, k)), shape=(len(rows), len(self.names)))
        self.labelled = {code: np.array([code in row["labels"] for row in rows]) for code in LEARNT}
        self.clean = np.array([not row["labels"] for row in rows])
        self.shares = {code: np.array([cue_share(code, *draft)[0] for draft in drafts]) for code in LEARNT}


def texts() -> Texts:
    """All that may be learnt from, well mixed, in the same order each time."""
    mixed = read()
    random.Random(11).shuffle(mixed)
    return Texts(mixed)


def logistic(sums: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(sums, -30, 30)))


def fit(matrix: csr_matrix, right: np.ndarray) -> np.ndarray:
    """The weights of one code."""
    weight = np.where(right, POSITIVE, 1.0)

    def loss(w):
        p = logistic(matrix @ w)
        surprise = -np.sum(weight * np.log(np.where(right, p, 1 - p)))
        return surprise + RIDGE / 2 * np.sum(w * w), matrix.T @ (weight * (p - right)) + RIDGE * w

    return minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x


def unseen_scores(known: Texts, code: str) -> np.ndarray:
    """Each text's score by models that have not seen it, the mean over several ways to fold."""
    scores = np.zeros(len(known.clean))
    for seed in range(REPEATS):
        fold = np.random.RandomState(seed).permutation(len(known.clean)) % FOLDS
        for k in range(FOLDS):
            weights = fit(known.matrix[fold != k], known.labelled[code][fold != k])
            scores[fold == k] += logistic(known.matrix[fold == k] @ weights)
    return scores / REPEATS + known.shares[code]


def bar(scores: np.ndarray, right: np.ndarray, clean: np.ndarray, alarms: float) -> float:
    """The level of the best F1, or a higher one where that would flag more clean texts than `alarms`, a share."""

    def f1(level: float) -> float:
        hit = scores >= level
        return 2 * (hit & right).sum() / (hit.sum() + right.sum())

    best = max(np.unique(scores[right]), key=f1)
    loudest = np.sort(scores[clean])[::-1]
    return max(best, loudest[int(alarms * len(loudest))], FLOOR) + 0.005


def report(code: str, scores: np.ndarray, right: np.ndarray, level: float) -> str:
    hit = scores >= level
    precision, recall = (hit & right).sum() / max(hit.sum(), 1), (hit & right).sum() / right.sum()
    return f"{code}: bar {level:.3f}, unseen folds: precision {precision:.2f}, recall {recall:.2f}"


def main() -> None:
    known = texts()
    scores = {code: unseen_scores(known, code) for code in LEARNT}
    found = {code: bar(scores[code], known.labelled[code], known.clean, ALARMS.get(code, FEW_ALARMS)) for code in LEARNT}
    troubled = np.any([scores[code] >= found[code] for code in LEARNT], axis=0) & known.clean
    for code in LEARNT:
        print(report(code, scores[code], known.labelled[code], found[code]))
    print(f"clean texts flagged: {troubled.sum()} of {known.clean.sum()}")
    learnt = np.array([fit(known.matrix, known.labelled[code]) for code in LEARNT])
    kept = [k for k in range(len(known.names)) if np.abs(learnt[:, k]).max() >= WORTH_KEEPING or known.names[k] == "bias"]
    lines = ["# Made by `python -m tests.etiquette.coach.learn`. Columns: feature, " + ", ".join(LEARNT)]
    lines.append("\t".join(["threshold", *(f"{found[code]:.3f}" for code in LEARNT)]))
    lines += ["\t".join([known.names[k], *(f"{weight:.2f}" for weight in learnt[:, k])]) for k in kept]
    TABLE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
