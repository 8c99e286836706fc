"""The arrangement worth most of all: an assignment problem, solved over few pairs and proved over all of them.

Each mentor stands in as many columns as they have places; each mentee has a column of their own that means “unmatched”,
so that a full matching always exists (`scipy.sparse.csgraph.min_weight_full_bipartite_matching`: LAPJVsp after Jonker
and Volgenant, 1987). Of a large cohort only each mentee's best pairs go in. The answer's shadow prices (the dual of the
assignment problem; Kuhn 1955, Munkres 1957) then tell which pairs left out could still better it; those go in, and so
on until there are none, which proves the answer worth most of all. Needs scipy: import only where matching runs.
"""

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from mentoring.pairing.matrix import Scores

UNMATCHED = -1
ALL_OF = 200_000  # pairs that go in all at once
BEST = 24  # of more than that: each mentee's best, and as many again in each round
MOST = 1 << 12  # more than any pair is worth


def solve(scores: Scores, free: np.ndarray) -> np.ndarray:
    """For each mentee the column of their mentor, or UNMATCHED: worth most of all arrangements of these pairs."""
    everything = np.arange(len(scores.mentor))
    mentees = scores.mentees
    pairs = everything if len(everything) <= ALL_OF else _best(everything, mentees, scores.worth)
    found = _assign(scores, mentees, free, pairs)
    while len(pairs) < len(everything):
        better = _could_better(scores, mentees, pairs, found, len(free))
        if not len(better):
            break
        pairs = np.union1d(pairs, better)
        found = _assign(scores, mentees, free, pairs)
    return found


def _best(pairs: np.ndarray, mentees: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """Of `pairs` (in the mentees' order) each mentee's BEST by `worth`; the earlier where two are worth the same."""
    counts = np.bincount(mentees[pairs])
    starts, chosen = np.cumsum(counts) - counts, []
    for start, count in zip(starts.tolist(), counts.tolist(), strict=True):
        rank = np.arange(count) - (worth[start : start + count].astype(np.int64) << 32)
        order = np.argpartition(rank, BEST)[:BEST] if count > BEST else slice(None)
        chosen.append(pairs[start : start + count][order])
    return np.sort(np.concatenate(chosen))


def _assign(scores: Scores, mentees: np.ndarray, free: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """The best arrangement of these pairs alone."""
    mentee, mentor, worth = mentees[pairs], scores.mentor[pairs], scores.worth[pairs]
    rows = len(scores.starts) - 1
    places = np.minimum(free, np.bincount(mentor, minlength=len(free)))
    first, last = np.cumsum(places) - places, int(places.sum())
    mentee, first_place, cost = (np.append(*each) for each in _with_nobody(mentee, first[mentor], MOST - worth, rows, last))
    copies = np.append(places[mentor], np.ones(rows, int))
    order = np.argsort(mentee, kind="stable")  # pairs in the mentees' order, then their column that means nobody
    copies = copies[order]
    before = np.cumsum(copies) - copies
    column = np.repeat((first_place[order] - before).astype(np.int32), copies) + np.arange(copies.sum(), dtype=np.int32)
    starts = np.append(0, np.cumsum(np.bincount(mentee[order], weights=copies))).astype(np.int32)
    graph = csr_matrix((np.repeat(cost[order].astype(np.float64), copies), column, starts), shape=(rows, last + rows))
    owner = np.append(np.repeat(np.arange(len(free)), places), np.full(rows, UNMATCHED))
    return owner[min_weight_full_bipartite_matching(graph)[1]]


def _with_nobody(mentee: np.ndarray, place: np.ndarray, cost: np.ndarray, rows: int, places: int) -> list[tuple]:
    """Who, where and at what cost; and after all places one column for each mentee that costs more than any pair."""
    everyone = np.arange(rows, dtype=np.int32)
    return [(mentee, everyone), (place, places + everyone), (cost, np.full(rows, MOST, np.int16))]


def _could_better(scores: Scores, mentees: np.ndarray, pairs: np.ndarray, found: np.ndarray, mentors: int) -> np.ndarray:
    """The pairs, a few a mentee, that are worth more than what the mentee has and the mentor's place costs."""
    price, gain = _prices(mentees[pairs], scores.mentor[pairs], scores.worth[pairs].astype(np.int32), found, mentors)
    surplus = scores.worth - price[scores.mentor] - gain[mentees]
    better = np.flatnonzero(surplus > 0)
    return _best(better, mentees, surplus[better]) if len(better) else better


def _prices(mentee, mentor, worth, found: np.ndarray, mentors: int) -> tuple[np.ndarray, np.ndarray]:
    """Least prices of mentors' places at which nobody would change, and what each mentee gains at them.

    A price rises to what others would gain by the place; whole points, so it settles (Bellman and Ford's relaxation).
    """
    price, has = np.zeros(mentors + 1, np.int32), np.zeros(len(found), np.int32)
    mine = found[mentee] == mentor
    has[mentee[mine]] = worth[mine]
    order = np.argsort(mentor, kind="stable")
    mentee, worth = mentee[order], worth[order]
    wanted, starts = np.unique(mentor[order], return_index=True)
    while True:
        gain = has - price[found]  # found is UNMATCHED: the last price, always 0
        asked = np.maximum(price[wanted], np.maximum.reduceat(worth - gain[mentee], starts))
        if (asked == price[wanted]).all():
            return price[:-1], gain
        price[wanted] = asked
