"""Who might suit whom: mentors in a simple order for one mentee, each with the reasons in words.

Pure: dataclasses in, dataclasses out. The order, strictest first: has not asked to avoid or be avoided, has a free
place, wished for, tracks in common, hours in common, a language besides English or the field in common; then by name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from mentoring.slots import Hours, Span, merged, open_spans

EVERYONES_LANGUAGE = "english"


@dataclass(frozen=True)
class Candidate:
    """One mentor or mentee, as far as matching looks; `wishes` and `avoids` hold keys of others."""

    key: object
    name: str
    free: int = 0
    week: tuple[Span, ...] = ()
    tracks: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    field: str = ""
    wishes: frozenset = frozenset()
    avoids: frozenset = frozenset()


@dataclass(frozen=True)
class Suggestion:
    """A mentor for one mentee: how they rank, and why."""

    mentor: Candidate
    avoided: bool
    reasons: list[str]
    minutes: int
    rank: tuple = field(repr=False)


def week_of(hours: Hours, monday: datetime) -> tuple[Span, ...]:
    """The UTC spans of the seven days from `monday` (UTC) in which someone with these weekly hours is free."""
    end = monday + timedelta(days=7)
    return tuple(Span(max(span.start, monday), min(span.end, end)) for span in merged(open_spans(hours, monday, end)))


def reference_monday(moment: datetime) -> datetime:
    """The UTC Monday on or before a moment."""
    day = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day - timedelta(days=day.weekday())


def overlap(one: Sequence[Span], other: Sequence[Span]) -> int:
    """Minutes that two sorted lists of separate spans have in common."""
    total, i, j = timedelta(), 0, 0
    while i < len(one) and j < len(other):
        total += max(min(one[i].end, other[j].end) - max(one[i].start, other[j].start), timedelta())
        if one[i].end <= other[j].end:
            i += 1
        else:
            j += 1
    return round(total.total_seconds() / 60)


def suggest(mentee: Candidate, mentors: Iterable[Candidate]) -> list[Suggestion]:
    """All mentors for one mentee, best first; avoided pairs come last and say so."""
    return sorted((_weigh(mentee, mentor) for mentor in mentors), key=lambda suggestion: suggestion.rank)


def _weigh(mentee: Candidate, mentor: Candidate) -> Suggestion:
    avoided = _avoided(mentee, mentor)
    wished = (mentor.key in mentee.wishes) + (mentee.key in mentor.wishes)
    tracks = sorted(mentee.tracks & mentor.tracks)
    minutes = overlap(mentee.week, mentor.week)
    common, full = _in_common(mentee, mentor), mentor.free <= 0
    rank = (bool(avoided), full, -wished, -len(tracks), -minutes, -len(common), mentor.name, str(mentor.key))
    reasons = [avoided, "no free place" * full, _wishes(mentee, mentor), _tracks(tracks), _hours(minutes), *common, _places(mentor.free)]
    return Suggestion(mentor, bool(avoided), [reason for reason in reasons if reason], minutes, rank)


def _avoided(mentee: Candidate, mentor: Candidate) -> str:
    who = [one.name for one, other in ((mentee, mentor), (mentor, mentee)) if other.key in one.avoids]
    return f"{' and '.join(who)} would rather not" if who else ""


def _wishes(mentee: Candidate, mentor: Candidate) -> str:
    if mentor.key in mentee.wishes:
        return "asked for each other" if mentee.key in mentor.wishes else "asked for by the mentee"
    return "asked for by the mentor" if mentee.key in mentor.wishes else ""


def _tracks(tracks: list[str]) -> str:
    return f"both {' and '.join(tracks)}" if tracks else ""


def _hours(minutes: int) -> str:
    if not minutes:
        return "no hours in common"
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" * bool(hours), f"{rest} min" * bool(rest), "overlap") if part)


def _in_common(mentee: Candidate, mentor: Candidate) -> list[str]:
    languages = sorted(language for language in mentee.languages & mentor.languages if language.lower() != EVERYONES_LANGUAGE)
    fields = [f"same field, {mentee.field}"] if mentee.field and mentee.field.lower() == mentor.field.lower() else []
    return [f"both speak {' and '.join(languages)}"] * bool(languages) + fields


def _places(free: int) -> str:
    return f"{free} free place{'s' * (free > 1)}" if free > 0 else ""
