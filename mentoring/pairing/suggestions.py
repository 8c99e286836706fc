"""Who might suit one mentee: all mentors, best first, each with points and reasons."""

from collections.abc import Iterable
from dataclasses import dataclass

from mentoring.pairing import points, words
from mentoring.pairing.people import Candidate, Terms


@dataclass(frozen=True)
class Suggestion:
    """A mentor for one mentee: whether the rules allow it, what it is worth, and why."""

    mentor: Candidate
    allowed: bool
    quality: int
    reasons: list[str]


def suggest(mentee: Candidate, mentors: Iterable[Candidate], terms: Terms, most: int | None = None) -> list[Suggestion]:
    """The mentors for one mentee, best first: what no rule forbids, free places, points, then name."""
    ranked = sorted(((_rank(mentee, mentor, terms), mentor) for mentor in mentors), key=lambda pair: pair[0])
    return [_suggestion(mentee, mentor, terms, rank) for rank, mentor in ranked[:most]]


def _rank(mentee: Candidate, mentor: Candidate, terms: Terms) -> tuple:
    may = points.allowed(mentee, mentor, terms)
    veto = points.vetoed(mentee, mentor)
    return (veto, not may, mentor.free <= 0, -points.quality(mentee, mentor), mentor.name, str(mentor.key))


def _suggestion(mentee: Candidate, mentor: Candidate, terms: Terms, rank: tuple) -> Suggestion:
    full = "no free place" * (mentor.free <= 0)
    why = [full, *words.reasons(mentee, mentor, terms), _places(mentor.free)]
    return Suggestion(mentor, not rank[1], -rank[3], [reason for reason in why if reason])


def _places(free: int) -> str:
    return f"{free} free place{'s' * (free > 1)}" if free > 0 else ""
