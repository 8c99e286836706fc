"""Deadlines hold Anywhere on Earth: a day is over when it is over in the last zone (UTC-12)."""

from datetime import UTC, date, datetime, time, timedelta


def end_of_day_anywhere(day: date) -> datetime:
    """The UTC instant at which `day` has ended everywhere on Earth (12:00 UTC of the next day)."""
    return datetime.combine(day + timedelta(days=1), time(12), tzinfo=UTC)


def today_anywhere(now: datetime) -> date:
    """The earliest calendar day it still is somewhere on Earth at the instant `now`."""
    return (now.astimezone(UTC) - timedelta(hours=12)).date()
