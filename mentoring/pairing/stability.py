"""Stable arrangements: no mentee and mentor who would both rather have each other (a blocking pair).

Mentee-proposing deferred acceptance (Gale and Shapley, “College Admissions and the Stability of Marriage”, 1962; mentors
with several places are their colleges). What a pair is worth to each side is `points.views`; equals come in a fixed order.
"""

from heapq import heappush, heapreplace

import numpy as np

from mentoring.pairing.matrix import Scores
from mentoring.pairing.solver import UNMATCHED


def defer(scores: Scores, free: np.ndarray) -> np.ndarray:
    """For each mentee the column of their mentor, or UNMATCHED: every mentee's best stable arrangement."""
    rows = len(scores.starts) - 1
    places, found, asked = free.tolist(), [UNMATCHED] * rows, [0] * rows
    held: list[list] = [[] for _ in places]  # per mentor a heap of (worth to them, -mentee), the least dear on top
    lists: list = [None] * rows
    waiting = list(range(rows - 1, -1, -1))
    while waiting:
        mentee = waiting.pop()
        if lists[mentee] is None:
            lists[mentee] = _wish_list(scores, mentee)
        if asked[mentee] == len(lists[mentee][0]):
            continue
        mentor, worth = (column[asked[mentee]] for column in lists[mentee])
        asked[mentee] += 1
        refused = _ask(held[mentor], places[mentor], (worth, -mentee))
        found[mentee] = mentor
        if refused is not None:
            found[refused] = UNMATCHED
            waiting.append(refused)
    return np.array(found, dtype=np.int64)


def _wish_list(scores: Scores, mentee: int) -> tuple[list[int], list[int]]:
    """A mentee's possible mentors, dearest first, and what the mentee is worth to each."""
    pairs = slice(scores.starts[mentee], scores.starts[mentee + 1])
    order = np.argsort(-scores.to_mentee[pairs], kind="stable")
    return scores.mentor[pairs][order].tolist(), scores.to_mentor[pairs][order].tolist()


def _ask(heap: list, places: int, one: tuple[int, int]) -> int | None:
    """A mentor keeps the dearest as far as places go; says who is turned away, if anyone."""
    if len(heap) < places:
        heappush(heap, one)
        return None
    if one <= heap[0]:
        return -one[1]
    return -heapreplace(heap, one)[1]


def blocking_pairs(scores: Scores, free: np.ndarray, found: np.ndarray) -> int:
    """How many pairs would both strictly rather have each other than what they have; a free place is always worse."""
    mentees, matched = scores.mentees, found != UNMATCHED
    has = np.full(len(found), -1, dtype=np.int16)
    least = np.full(len(free), np.iinfo(np.int16).max, dtype=np.int16)
    is_pair = found[mentees] == scores.mentor
    has[mentees[is_pair]] = scores.to_mentee[is_pair]
    np.minimum.at(least, scores.mentor[is_pair], scores.to_mentor[is_pair])
    least[np.bincount(found[matched], minlength=len(free)) < free] = -1
    return int(np.count_nonzero((scores.to_mentee > has[mentees]) & (scores.to_mentor > least[scores.mentor])))
