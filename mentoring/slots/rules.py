"""What of the hours offered is free, and what of that may be booked now: buffers, limits, notice, horizon."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from mentoring.slots.clocks import DAY
from mentoring.slots.hours import Hours, stretches
from mentoring.slots.spans import Span, Stretch, without

NONE = timedelta(0)
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Rules:
    """How one person wants to be booked. Limits count the sessions they host; `lengths` in minutes, empty for any."""

    before: timedelta = NONE
    after: timedelta = NONE
    notice: timedelta = NONE
    not_today: bool = False
    horizon: timedelta | None = None
    a_day: int | None = None
    a_week: int | None = None
    lengths: tuple[int, ...] = ()

    def window(self, hours: Hours, now: datetime) -> tuple[datetime, datetime | None]:
        """Between which instants (UTC) a slot may begin, seen from `now`; the last is None without a horizon."""
        earliest = now + self.notice
        if self.not_today:
            earliest = max(earliest, hours.midnight(hours.day_of(now) + DAY))
        return earliest, now + self.horizon if self.horizon else None


@dataclass(frozen=True)
class Timetable:
    """Everything that decides when one person is free. `sessions` are all they attend, `hosted` those that count for limits."""

    hours: Hours
    rules: Rules = Rules()
    busy: tuple[Span, ...] = ()
    sessions: tuple[Span, ...] = ()
    hosted: tuple[Span, ...] = ()


def free(person: Timetable, frm: datetime, until: datetime) -> list[Stretch]:
    """What is left of a person's hours that touch `frm`..`until` (UTC) beside busy times, sessions, buffers and full days.

    `sessions` and `hosted` must reach a week further than the window on both sides.
    """
    return without(stretches(person.hours, frm, until), taken(person))


def taken(person: Timetable) -> list[Span]:
    """All the time nobody can book: each session needs its own buffers and those of the session beside it."""
    before, after = person.rules.before, person.rules.after
    both = before + after
    beside_busy = [Span(each.start - after, each.end + before) for each in person.busy]
    beside_sessions = [Span(each.start - both, each.end + both) for each in person.sessions]
    return [*beside_busy, *beside_sessions, *_full(person)]


def _full(person: Timetable) -> Iterator[Span]:
    """The days and weeks (Monday to Sunday, on the person's own calendar) that hold as many sessions as they want."""
    if person.rules.a_day is None and person.rules.a_week is None:
        return
    days = Counter(person.hours.day_of(each.start) for each in person.hosted)
    weeks: Counter[date] = Counter()
    for day, count in days.items():
        weeks[day - day.weekday() * DAY] += count
    for counted, most, length in ((days, person.rules.a_day, DAY), (weeks, person.rules.a_week, WEEK)):
        for first, count in counted.items():
            if most is not None and count >= most:
                yield Span(person.hours.midnight(first), person.hours.midnight(first + length))


def cut(items: Iterable[Stretch], length: timedelta, frm: datetime, until: datetime) -> Iterator[Span]:
    """Slots of `length` that begin within `frm`..`until` (UTC), end to end from each grid, soonest first if `items` are sorted."""
    for start, end, grid in items:
        begin = grid + -(-(max(start, frm) - grid) // length) * length if max(start, frm) > grid else grid
        while (stop := begin + length) <= end and begin <= until:
            yield Span(begin, stop)
            begin = stop


def slots(hours: Hours, busy: Iterable[Span], *, frm: datetime, until: datetime, length: timedelta) -> Iterator[Span]:
    """Bookable slots of `length` that start within `frm`..`until` (UTC), soonest first.

    Slots stand end to end from the beginning of each open stretch; one that overlaps `busy` is left out.
    """
    return cut(without(stretches(hours, frm, until), busy), length, frm, until)


def bookable(person: Timetable, *, now: datetime, frm: datetime, until: datetime, length: timedelta) -> list[Span]:
    """The slots of one person that may be booked `now` and begin within `frm`..`until` (UTC), by all their rules."""
    if not offers(person.rules, length):
        return []
    earliest, latest = person.rules.window(person.hours, now)
    frm, until = max(frm, earliest), until if latest is None else min(until, latest)
    return list(cut(free(person, frm, until), length, frm, until)) if frm <= until else []


def offers(rules: Rules, length: timedelta) -> bool:
    """Whether a person gives sessions of this length."""
    return not rules.lengths or length // timedelta(minutes=1) in rules.lengths


def unhurried(person: Timetable) -> Timetable:
    """The same person when they book themselves: neither notice nor horizon binds them."""
    return replace(person, rules=replace(person.rules, notice=NONE, not_today=False, horizon=None))
