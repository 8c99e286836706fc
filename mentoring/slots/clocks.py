"""Wall clocks: local times become UTC here and nowhere else, on Python's `zoneinfo` with the pinned `tzdata`.

One rule for the two odd hours of the year: a local time that does not exist (clocks go forward) is read
as the first instant after the gap; one that comes twice (clocks go back) is read as the first of the two.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from mentoring.slots.spans import Span

MIDNIGHT = time(0)
DAY = timedelta(days=1)


class Change(NamedTuple):
    """A zone's clocks move at an instant (UTC): forward by `by` in spring, back (negative) in autumn."""

    at: datetime
    by: timedelta


@cache
def zone_of(name: str) -> ZoneInfo:
    """The zone of this IANA name, read once (`ZoneInfo` itself remembers only eight)."""
    return ZoneInfo(name)


def instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a local wall-clock time, by the rule in this module's docstring."""
    local = datetime.combine(day, clock, tzinfo=zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone) == local:  # in one zone, wall clocks are compared
        return moment
    return _end_of_gap(moment - DAY, moment + DAY, zone)


def _end_of_gap(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The instant the zone's offset changes between two instants, found by halving (minute precision)."""
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(second=0, microsecond=0)


def oddity(day: date, clock: time, zone: ZoneInfo) -> Literal["skipped", "twice", ""]:
    """Whether a local wall-clock time does not exist on a date, or comes twice."""
    first, second = (datetime.combine(day, clock.replace(fold=fold), tzinfo=zone) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return ""
    return "skipped" if first.astimezone(UTC).astimezone(zone) != first else "twice"


def clock_change(zone: str, frm: datetime, until: datetime) -> timedelta:
    """How far a zone's clocks have moved between two instants: +1 h in spring, -1 h in autumn, else 0."""
    tz = zone_of(zone)
    return until.astimezone(tz).utcoffset() - frm.astimezone(tz).utcoffset()


def changes(zone: str, frm: datetime, until: datetime) -> list[Change]:
    """Every move of a zone's clocks between two instants (UTC), in order."""
    tz, found, day = zone_of(zone), [], frm
    while day < until:
        following = min(day + DAY, until)
        if by := following.astimezone(tz).utcoffset() - day.astimezone(tz).utcoffset():
            found.append(Change(_end_of_gap(day, following, tz), by))
        day = following
    return found


def by_day(items: Iterable[Span], zone: str) -> dict[date, list[Span]]:
    """Slots grouped by the local date of a reader's zone, in order."""
    tz = zone_of(zone)
    days: dict[date, list[Span]] = {}
    for item in items:
        days.setdefault(item.start.astimezone(tz).date(), []).append(item)
    return days
