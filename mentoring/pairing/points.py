"""What a pair is worth, in whole points, and what no pair may be. `matrix` says the same for thousands at once.

A pair that may be is worth BASE, so that as many mentees as possible find a mentor, and more for what they share.
Fairness: whoever is far from the mentor that would suit them best costs the square of that distance, so that two
people a little off are better than one far off (the idea of least squares) and nobody is left with only bad options.
"""

from functools import lru_cache

from mentoring.pairing.people import Candidate, Terms

BASE = 100
WISH = 30  # each side that asked for the other
TRACK, TRACKS_AT_MOST = 10, 3
SAME_FIELD, NEAR_FIELD = 15, 8
LANGUAGE = 5  # besides English
AHEAD = 8  # the mentor is further on
ASSUMED_HOURS = 6  # what an overlap that is only supposed can count
REGRET_PER, REGRET_AT_MOST = 200, 60

EVERYONES_LANGUAGE = frozenset({"english"})
STEPS = [
    (5, ("director", "head of", "chief", "vice", "founder")),
    (4, ("senior", "principal", "professor", "lead")),
    (2, ("postdoc",)),
    (1, ("phd", "doctoral", "student", "graduat")),
]
SMALL_WORDS = {"and", "of", "in", "the", "for", "science", "sciences", "studies", "research"}


def hours_points(quarters: int, assumed: bool = False) -> int:
    """The first two hours a week in common count most: 2 points a quarter of an hour; the next four hours half a point."""
    points = 2 * min(quarters, 8) + min(max(quarters - 8, 0), 16) // 2
    return min(points, ASSUMED_HOURS) if assumed else points


@lru_cache(maxsize=4096)
def field_points(one: str, other: str) -> int:
    """The same field, or two that share a word (“cell biology”, “structural biology”)."""
    one, other = one.strip().lower(), other.strip().lower()
    if not one or not other:
        return 0
    return SAME_FIELD if one == other else NEAR_FIELD if field_words(one) & field_words(other) else 0


def field_words(field: str) -> frozenset[str]:
    """The words of a field that say something about it."""
    return frozenset(field.lower().replace(",", " ").split()) - SMALL_WORDS


@lru_cache(maxsize=4096)
def step(stage: str) -> int:
    """How far on a career stage is, from 1; 0 when it is not told."""
    words = stage.lower()
    return next((rank for rank, names in STEPS if any(name in words for name in names)), 3 if words.strip() else 0)


def spoken(candidate: Candidate) -> frozenset[str]:
    """Languages, written one way."""
    return _written_one_way(candidate.languages)


def foreign(candidate: Candidate) -> frozenset[str]:
    """Languages besides the one that everybody in the programme speaks."""
    return _written_one_way(candidate.languages) - EVERYONES_LANGUAGE


@lru_cache(maxsize=4096)
def _written_one_way(languages: frozenset[str]) -> frozenset[str]:
    return frozenset(language.strip().lower() for language in languages)


def vetoed(mentee: Candidate, mentor: Candidate) -> bool:
    """Whether either side asked not to be matched, has a conflict of interest, or the two were matched before."""
    return any(
        mentor.key in names or mentee.key in others
        for names, others in ((mentee.avoids, mentor.avoids), (mentee.conflicts, mentor.conflicts), (mentee.apart, mentor.apart))
    )


def speak(mentee: Candidate, mentor: Candidate) -> bool:
    """Whether they can talk: a language in common, or one of them named none."""
    one, other = spoken(mentee), spoken(mentor)
    return not one or not other or bool(one & other)


def allowed(mentee: Candidate, mentor: Candidate, terms: Terms) -> bool:
    """The hard rules about two people; the mentor's capacity is the arrangement's business."""
    meets = (mentee.week & mentor.week).bit_count() >= terms.min_quarters
    return meets and speak(mentee, mentor) and not vetoed(mentee, mentor)


def common(mentee: Candidate, mentor: Candidate) -> int:
    """Points for what two people share, before anybody's wishes."""
    tracks = min(len(mentee.tracks & mentor.tracks), TRACKS_AT_MOST)
    hours = hours_points((mentee.week & mentor.week).bit_count(), mentee.assumed or mentor.assumed)
    language = LANGUAGE * bool(foreign(mentee) & foreign(mentor))
    ahead = AHEAD * (0 < step(mentee.stage) < step(mentor.stage))
    return TRACK * tracks + hours + language + ahead + field_points(mentee.field, mentor.field)


def views(mentee: Candidate, mentor: Candidate) -> tuple[int, int]:
    """What the pair is worth to the mentee and to the mentor: each counts their own wish twice, and not the other's."""
    shared = common(mentee, mentor)
    return shared + 2 * WISH * (mentor.key in mentee.wishes), shared + 2 * WISH * (mentee.key in mentor.wishes)


def quality(mentee: Candidate, mentor: Candidate) -> int:
    """The middle of both views: what they share, and each wish once."""
    return sum(views(mentee, mentor)) // 2


def regret(best: int, quality: int) -> int:
    """What it costs in fairness that a mentee whose best possible mentor has quality `best` gets this one."""
    return min(max(best - quality, 0) ** 2 // REGRET_PER, REGRET_AT_MOST)
