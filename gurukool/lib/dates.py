"""Deadlines hold Anywhere on Earth: a day is over when it is over in the last zone (UTC-12)."""

import calendar
from datetime import UTC, date, datetime, time, timedelta


def end_of_day_anywhere(day: date) -> datetime:
    """The UTC instant at which `day` has ended everywhere on Earth (12:00 UTC of the next day)."""
    return datetime.combine(day + timedelta(days=1), time(12), tzinfo=UTC)


def start_of_day_utc(day: date) -> datetime:
    """The UTC instant at which `day` begins by UTC: what opens or starts on a day does so then."""
    return datetime.combine(day, time(0), tzinfo=UTC)


def today_anywhere(now: datetime) -> date:
    """The earliest calendar day it still is somewhere on Earth at the instant `now`."""
    return (now.astimezone(UTC) - timedelta(hours=12)).date()


def months_after(day: date, months: int) -> date:
    """The same day of the month, `months` later; the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
