"""What one live review of a 150-word draft costs, warm: median and 95th percentile."""

import json
import statistics
import time
from collections.abc import Iterator

from etiquette.coach import SURFACES, review

ROUNDS = 40
TARGET_MS = 100.0
DRAFT = """Dear Dr Okonkwo-Hale, thank you for the hour on Tuesday. I did speak to my supervisor about the second paper, and he agreed
that it may wait until the field season is over. Since then I have drafted the outline that we talked about: four pages, two figures,
and a list of what I still do not know. The part that worries me is the third section. I compare our sensors with those of the Lisbon
group, whose data are older but cleaner, and I can't tell whether a reader from industry would care. How did you decide, in your first
report for the ministry, which comparisons to leave out? I would like to use twenty minutes of our next call for this, if that suits
you. The outline is in the shared folder; there is no need to read it beforehand. With best wishes from a rainy Bergen, Solveig
Kristiansdottir"""


def run() -> Iterator[dict]:
    """One measurement for the bench runner."""
    for surface in SURFACES:
        review(DRAFT, surface)
    spent = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        review(DRAFT, "message")
        spent.append((time.perf_counter() - begun) * 1000)
    median = round(statistics.median(spent), 2)
    yield {
        "name": "coach_150_words",
        "value": median,
        "unit": "ms",
        "p95": round(statistics.quantiles(spent, n=20)[-1], 2),
        "words": len(DRAFT.split()),
        "target": TARGET_MS,
        "ok": median < TARGET_MS,
    }


if __name__ == "__main__":
    for line in run():
        print(json.dumps(line))
