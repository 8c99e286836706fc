"""Clocks stand still while a person is away: how far a date moves. Pure."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
LATEST = date.max - 2 * DAY  # nobody comes back after it, and no clock can say when


def span(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the beginning of the first day away to the end of the last on the person's own clock, as instants of UTC."""
    start, end = datetime.combine(first, time(), zone), datetime.combine(min(last, LATEST) + DAY, time(), zone)
    return start.astimezone(UTC), end.astimezone(UTC)


def moved_by(base: datetime, since: datetime, away: Iterable[tuple[datetime, datetime]]) -> timedelta:
    """How much later than `base` something is due whose clock runs from `since` and stands still in these spans.

    Overlapping spans count once. A span that begins after the date it could move changes nothing.
    """
    due, counted = base, since
    for start, end in sorted(away):
        start = max(start, counted)
        if start >= due:
            break
        if end > start:
            due += end - start
            counted = end
    return due - base
