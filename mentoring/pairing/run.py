"""One run of matching: everybody who waits, all at once."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from mentoring.pairing import points
from mentoring.pairing.people import Candidate, Terms


class Mode(StrEnum):
    """Worth most in all, or without a pair who would both rather have each other."""

    OPTIMAL = "optimal"
    STABLE = "stable"


@dataclass(frozen=True)
class Pair:
    mentee: Candidate
    mentor: Candidate
    score: int
    locked: bool = False


@dataclass(frozen=True)
class Plan:
    """What a run proposes: pairs in the mentees' order, why the others are left, and how good it is."""

    pairs: list[Pair]
    unmatched: dict[Hashable, str]
    score: int
    blocking_pairs: int


def match(
    mentees: Iterable[Candidate],
    mentors: Iterable[Candidate],
    terms: Terms,
    mode: Mode = Mode.OPTIMAL,
    locked: Mapping[Hashable, Hashable] | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> Plan:
    """Propose a mentor for every mentee, within everybody's `free` places and the hard rules.

    `locked` pairs (mentee key to mentor key) are kept whatever the rules say and take their place first.
    The order of the people given does not matter. `progress` hears a share between 0 and 1.
    """
    mentees, mentors = _in_order(mentees), _in_order(mentors)
    kept = _locked(mentees, mentors, locked or {}, terms)
    taken = [pair.mentor.key for pair in kept]
    mentors = [replace(one, free=one.free - taken.count(one.key)) for one in mentors] if kept else mentors
    fixed = {pair.mentee.key for pair in kept}
    found, left, blocking = _arrange([one for one in mentees if one.key not in fixed], mentors, terms, mode, progress)
    pairs = sorted([*kept, *found], key=lambda pair: str(pair.mentee.key))
    return Plan(pairs, left, sum(pair.score for pair in pairs), blocking)


def _in_order(people: Iterable[Candidate]) -> list[Candidate]:
    return sorted(people, key=lambda one: str(one.key))


def _locked(mentees: list[Candidate], mentors: list[Candidate], locked: Mapping, terms: Terms) -> list[Pair]:
    by_key = {one.key: one for one in mentors}
    pairs = [(one, by_key[locked[one.key]]) for one in mentees if locked.get(one.key) in by_key]
    return [Pair(mentee, mentor, _worth(mentee, mentor, mentors, terms), locked=True) for mentee, mentor in pairs]


def _worth(mentee: Candidate, mentor: Candidate, mentors: list[Candidate], terms: Terms) -> int:
    """What a pair somebody locked is worth, by the same measure; against the rules, nothing."""
    if not points.allowed(mentee, mentor, terms):
        return 0
    possible = [points.quality(mentee, one) for one in mentors if one.free > 0 and points.allowed(mentee, one, terms)]
    quality = points.quality(mentee, mentor)
    return points.BASE + quality - points.regret(max(possible, default=quality), quality)


def _arrange(mentees: Sequence[Candidate], mentors: Sequence[Candidate], terms, mode, progress) -> tuple[list[Pair], dict, int]:
    if not mentees or not mentors:
        return [], {one.key: "no mentor has a free place" for one in mentees}, 0
    import numpy as np

    from mentoring.pairing import matrix, solver, stability, unmatched

    scores = matrix.score(mentees, mentors, terms, lambda share: progress(min(share, 1) * 0.7))
    free = np.array([max(one.free, 0) for one in mentors])
    found = (stability.defer if mode == Mode.STABLE else solver.solve)(scores, free)
    progress(0.95)
    rows = scores.mentees
    chosen = np.flatnonzero(found[rows] == scores.mentor)
    columns = zip(rows[chosen].tolist(), scores.mentor[chosen].tolist(), scores.worth[chosen].tolist(), strict=True)
    pairs = [Pair(mentees[mentee], mentors[mentor], worth) for mentee, mentor, worth in columns]
    return pairs, unmatched.why(mentees, scores, free, found, terms), stability.blocking_pairs(scores, free, found)
