"""Slots: weekly wall-clock hours turned into bookable instants. Pure: dataclasses in, dataclasses out.

Wall-clock times become UTC here and nowhere else, on Python's `zoneinfo` with the pinned `tzdata`.
One rule for the two odd hours of the year: a local time that does not exist (clocks go forward) is read
as the first instant after the gap; one that comes twice (clocks go back) is read as the first of the two.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MIDNIGHT = time(0)
DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Span:
    """A half-open stretch of time in UTC: `start <= t < end`."""

    start: datetime
    end: datetime

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Weekly:
    """Hours of one weekday (0 is Monday) in wall-clock time; an `ends` of midnight is the end of the day."""

    weekday: int
    starts: time
    ends: time


@dataclass(frozen=True)
class Override:
    """What one date is instead of its weekday; without times the day is closed."""

    day: date
    starts: time | None = None
    ends: time | None = None


@dataclass(frozen=True)
class Hours:
    """Everything one person offers, in their own IANA zone."""

    zone: str
    weekly: tuple[Weekly, ...] = ()
    overrides: tuple[Override, ...] = ()
    _by_weekday: dict = field(init=False, repr=False, compare=False)
    _by_date: dict = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        object.__setattr__(self, "_by_weekday", _grouped(self.weekly, "weekday"))
        object.__setattr__(self, "_by_date", _grouped(self.overrides, "day"))

    def on(self, day: date) -> list[tuple[time, time]]:
        """The wall-clock ranges of one local date: its overrides if it has any, else its weekday's."""
        ranges = self._by_date.get(day)
        if ranges is None:
            ranges = self._by_weekday.get(day.weekday(), [])
        return [(each.starts, each.ends) for each in ranges if each.starts is not None]


def _grouped(items: Iterable, attribute: str) -> dict:
    groups: dict = {}
    for item in items:
        groups.setdefault(getattr(item, attribute), []).append(item)
    return groups


def instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a local wall-clock time, by the rule in this module's docstring."""
    local = datetime.combine(day, clock, tzinfo=zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
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


def open_spans(hours: Hours, frm: datetime, until: datetime) -> list[Span]:
    """The hours a person offers that touch `frm`..`until` (UTC), sorted; ranges of one local day are joined.

    Days are not joined, so that where a slot begins never depends on the window asked for.
    """
    zone = ZoneInfo(hours.zone)
    day, last = frm.astimezone(zone).date() - DAY, until.astimezone(zone).date()
    spans = []
    while day <= last:
        spans += merged(_span(day, starts, ends, zone) for starts, ends in hours.on(day))
        day += DAY
    return [span for span in spans if span.start <= until and span.end > frm]


def _span(day: date, starts: time, ends: time, zone: ZoneInfo) -> Span:
    last_day = day + DAY if ends == MIDNIGHT else day
    return Span(instant(day, starts, zone), instant(last_day, ends, zone))


def merged(spans: Iterable[Span]) -> list[Span]:
    """Sort spans, join those that touch or overlap, drop empty ones."""
    result: list[Span] = []
    for span in sorted(span for span in spans if span.start < span.end):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def slots(hours: Hours, busy: Iterable[Span], *, frm: datetime, until: datetime, length: timedelta) -> Iterator[Span]:
    """Bookable slots of `length` that start within `frm`..`until` (UTC), soonest first.

    Slots stand end to end from the beginning of each open stretch; one that overlaps `busy` is left out.
    """
    taken = merged(busy)
    for span in open_spans(hours, frm, until):
        start = span.start
        while start + length <= span.end and start <= until:
            slot = Span(start, start + length)
            if start >= frm and not any(slot.overlaps(other) for other in taken):
                yield slot
            start += length


def by_day(items: Iterable[Span], zone: str) -> dict[date, list[Span]]:
    """Slots grouped by the local date of a reader's zone, in order."""
    tz = ZoneInfo(zone)
    days: dict[date, list[Span]] = {}
    for item in items:
        days.setdefault(item.start.astimezone(tz).date(), []).append(item)
    return days


def clock_change(zone: str, frm: datetime, until: datetime) -> timedelta:
    """How far a zone's clocks have moved between two instants: +1 h in spring, -1 h in autumn, else 0."""
    tz = ZoneInfo(zone)
    return until.astimezone(tz).utcoffset() - frm.astimezone(tz).utcoffset()
