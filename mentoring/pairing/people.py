"""What matching knows of people: dataclasses, and a week as one integer with a bit for each quarter of an hour."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from mentoring.slots import Hours, Weekly, merged, open_spans

QUARTER = timedelta(minutes=15)
QUARTERS = 7 * 24 * 4  # in a week
WAKING = (time(8), time(21))


@dataclass(frozen=True)
class Candidate:
    """One mentor or mentee, as far as matching looks.

    `week` holds the quarter-hours they are free, `assumed` when they named none and waking hours stand in.
    `wishes`, `avoids`, `conflicts` (of interest) and `apart` (matched once, and ended) hold keys of others.
    """

    key: Hashable
    name: str
    free: int = 0
    week: int = 0
    zone: str = "UTC"
    assumed: bool = False
    tracks: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    field: str = ""
    stage: str = ""
    wishes: frozenset = frozenset()
    avoids: frozenset = frozenset()
    conflicts: frozenset = frozenset()
    apart: frozenset = frozenset()


@dataclass(frozen=True)
class Terms:
    """What holds for one run: the least weekly overlap, and the Monday (UTC) on which bit 0 of a week begins."""

    monday: datetime
    min_hours: int = 1

    @property
    def min_quarters(self) -> int:
        return 4 * self.min_hours


def reference_monday(moment: datetime) -> datetime:
    """The UTC Monday on or before a moment."""
    day = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day - timedelta(days=day.weekday())


def week_bits(hours: Hours, monday: datetime) -> int:
    """The whole quarter-hours of the seven days from `monday` (UTC) in which someone with these weekly hours is free."""
    end, bits = monday + timedelta(days=7), 0
    for span in merged(open_spans(hours, monday, end)):
        first = -((monday - max(span.start, monday)) // QUARTER)  # up to the next quarter
        last = (min(span.end, end) - monday) // QUARTER
        bits |= ((1 << max(last - first, 0)) - 1) << first
    return bits


def waking_hours(zone: str, monday: datetime) -> int:
    """What stands in for the hours of someone who named none: 08:00 to 21:00 on their own clock, every day."""
    return week_bits(Hours(zone, tuple(Weekly(day, *WAKING) for day in range(7))), monday)


def overlap(one: int, other: int) -> int:
    """Minutes that two weeks have in common."""
    return 15 * (one & other).bit_count()
