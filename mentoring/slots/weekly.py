"""The same wall-clock hour, week after week. The clock is the mentor's: their day has its fixed places, and there the hour stays."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from mentoring.slots.clocks import DAY, instant, oddity
from mentoring.slots.hours import Hours


class Date(NamedTuple):
    """One date of a series: its local date, the instant (UTC), and whether that wall-clock time is `skipped` or comes `twice`."""

    day: date
    start: datetime
    odd: Literal["skipped", "twice", ""]


def same_hour(hours: Hours, start: datetime, last: date) -> Iterator[Date]:
    """Every week from `start` (aware) to the local date `last`, at the hour that `start` is on the clock of whoever offers `hours`.

    On a journey the hour is that of the place they are in, as all their hours are. A time that does not exist, or comes
    twice, is read by the rule of `clocks`, and marked.
    """
    day = hours.day_of(start)
    clock = start.astimezone(hours.zone_on(day)).time()
    while day <= last:
        zone = hours.zone_on(day)
        yield Date(day, instant(day, clock, zone), oddity(day, clock, zone))
        day += 7 * DAY


def shift(start: datetime, before: datetime, zone) -> timedelta:
    """How much later on the wall clock of `zone` an instant is than another of the week before: zero unless clocks change between."""
    return start.astimezone(zone).replace(tzinfo=None) - before.astimezone(zone).replace(tzinfo=None) - 7 * DAY
