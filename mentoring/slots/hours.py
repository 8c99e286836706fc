"""The hours a person offers: weekly wall-clock ranges, dates that differ, journeys, days away.

A range that ends at or before its beginning ends on the next day. A journey moves the whole week to another zone
from its first date to its last. Where ranges that begin on different days overlap, the time belongs to the later day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from mentoring.slots.clocks import DAY, MIDNIGHT, instant, zone_of
from mentoring.slots.spans import Span, Stretch, merged, without


@dataclass(frozen=True)
class Weekly:
    """Hours that begin on one weekday (0 is Monday) in wall-clock time; an `ends` not after `starts` is on the next day."""

    weekday: int
    starts: time
    ends: time


@dataclass(frozen=True)
class Override:
    """What one date is instead of its weekday, or as well (`extra`); without times the day is closed, midnight to midnight."""

    day: date
    starts: time | None = None
    ends: time | None = None
    extra: bool = False


@dataclass(frozen=True)
class Away:
    """No hours from the first date to the last, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Journey:
    """The wall clock of these dates, both included, is another zone's."""

    first: date
    last: date
    zone: str


@dataclass(frozen=True)
class Hours:
    """Everything one person offers: wall-clock times in their own IANA zone, except on a journey."""

    zone: str
    weekly: tuple[Weekly, ...] = ()
    overrides: tuple[Override, ...] = ()
    journeys: tuple[Journey, ...] = ()
    away: tuple[Away, ...] = ()
    _weekdays: dict = field(init=False, repr=False, compare=False)
    _dates: dict = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        object.__setattr__(self, "_weekdays", _grouped(self.weekly, "weekday"))
        object.__setattr__(self, "_dates", _grouped(self.overrides, "day"))

    def on(self, day: date) -> list[tuple[time, time]]:
        """The wall-clock ranges that begin on one local date."""
        ranges = self._dates.get(day, [])
        if all(each.extra for each in ranges):
            ranges = ranges + self._weekdays.get(day.weekday(), [])
        return [(each.starts, each.ends) for each in ranges] if ranges and not self.is_closed(day) else []

    def is_closed(self, day: date) -> bool:
        """Whether a local date is closed or spent away."""
        closed = day in self._dates and any(each.starts is None for each in self._dates[day])
        return closed or (bool(self.away) and any(each.first <= day <= each.last for each in self.away))

    def zone_on(self, day: date) -> ZoneInfo:
        """The zone whose wall clock a local date follows."""
        for each in self.journeys:
            if each.first <= day <= each.last:
                return zone_of(each.zone)
        return zone_of(self.zone)

    def midnight(self, day: date) -> datetime:
        """The instant (UTC) at which a local date begins, wherever the person is then."""
        return instant(day, MIDNIGHT, self.zone_on(day))

    def day_of(self, moment: datetime) -> date:
        """The date on the person's own calendar at an instant."""
        day = moment.astimezone(UTC).date() + 2 * DAY
        while self.midnight(day) > moment:
            day -= DAY
        return day


def _grouped(items: Iterable, attribute: str) -> dict:
    groups: dict = {}
    for item in items:
        groups.setdefault(getattr(item, attribute), []).append(item)
    return groups


def stretches(hours: Hours, frm: datetime, until: datetime) -> list[Stretch]:
    """The hours a person offers that touch `frm`..`until` (UTC), sorted; ranges of one local day are joined.

    Days are not joined, so that where a slot begins never depends on the window asked for.
    """
    day, last = frm.astimezone(UTC).date() - 2 * DAY, until.astimezone(UTC).date() + 2 * DAY
    days = [(each, _spans(hours, each)) for each in _dates(day, last + DAY)]
    found = []
    for (each, spans), (_, following) in zip(days, days[1:], strict=False):
        found += _of_one_day(hours, each, spans, following)
    return sorted(each for each in found if each.start <= until and each.end > frm)


def _dates(day: date, last: date) -> Iterable[date]:
    while day <= last:
        yield day
        day += DAY


def _spans(hours: Hours, day: date) -> list[Span]:
    ranges = hours.on(day)
    if not ranges:
        return []
    zone = hours.zone_on(day)
    return merged(Span(instant(day, starts, zone), instant(day + DAY if ends <= starts else day, ends, zone)) for starts, ends in ranges)


def _of_one_day(hours: Hours, day: date, spans: list[Span], following: list[Span]) -> list[Stretch]:
    """What is offered from one date on: less what the next date claims, or closes, or a new zone takes over."""
    own = [Stretch(span.start, span.end, span.start) for span in spans]
    if not own or (own[-1].end <= hours.midnight(day + DAY) and not hours.journeys):
        return own
    return without(own, [*following, *_closing(hours, day + DAY), *_closing(hours, day + 2 * DAY)])


def _closing(hours: Hours, day: date) -> list[Span]:
    """The part of a date that hours of days before may not reach into: all of it when it is closed, or of another zone."""
    if hours.is_closed(day) or hours.zone_on(day) != hours.zone_on(day - DAY):
        return [Span(hours.midnight(day), hours.midnight(day) + 2 * DAY)]
    return []


def open_spans(hours: Hours, frm: datetime, until: datetime) -> list[Span]:
    """`stretches` without their grid."""
    return [Span(each.start, each.end) for each in stretches(hours, frm, until)]
