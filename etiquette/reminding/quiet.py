"""When a reminder may reach a person: quiet hours, digests and absences, in their own zone. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
FARTHEST = timedelta(days=731)  # whoever is away for longer is looked at again then; the year 9999 has no day after


@dataclass(frozen=True)
class Habits:
    """How a person likes to be reminded. `away`: pairs of first and last day, both included."""

    zone: ZoneInfo
    quiet_from: time = time(21)
    quiet_until: time = time(8)
    digest: Literal["each", "daily", "weekly"] = "each"
    away: Iterable[tuple[date, date]] = field(default=())

    def is_quiet(self, clock: time) -> bool:
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= clock < self.quiet_until
        return clock >= self.quiet_from or clock < self.quiet_until

    def morning(self, day: date) -> datetime:
        """When this person's day begins for us: the end of the quiet hours."""
        return datetime.combine(day, self.quiet_until, self.zone)


def next_window(now: datetime, habits: Habits) -> datetime:
    """The next moment (UTC) at which all that is due goes out in one mail; always later than `now`.

    The next full hour, or the next digest morning; put off to the morning out of quiet hours.
    """
    if habits.digest != "each":
        return _next_morning(now, habits, weekday=0 if habits.digest == "weekly" else None)
    hour = now.replace(minute=0, second=0, microsecond=0) + HOUR
    if habits.is_quiet(hour.astimezone(habits.zone).time()):
        return _next_morning(hour - timedelta(microseconds=1), habits)
    return hour


def after_quiet(moment: datetime, habits: Habits) -> datetime | None:
    """The end of the quiet hours that `moment` falls into; None outside of them."""
    if not habits.is_quiet(moment.astimezone(habits.zone).time()):
        return None
    return _next_morning(moment, habits)


def back_on(moment: datetime, habits: Habits) -> datetime | None:
    """The morning after the absence that `moment` falls into; None if the person is there."""
    day = moment.astimezone(habits.zone).date()
    last = max((last for first, last in habits.away if first <= day <= last), default=None)
    return habits.morning(min(last, day + FARTHEST) + DAY).astimezone(moment.tzinfo) if last else None


def _next_morning(after: datetime, habits: Habits, weekday: int | None = None) -> datetime:
    day = after.astimezone(habits.zone).date()
    while habits.morning(day) <= after or weekday not in (None, day.weekday()):
        day += DAY
    return habits.morning(day).astimezone(after.tzinfo)
