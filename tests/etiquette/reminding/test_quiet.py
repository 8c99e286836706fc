"""When a reminder may reach a person: pure, so every case is one line."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from etiquette.reminding.quiet import Habits, back_on, next_window

KOLKATA, NEW_YORK = ZoneInfo("Asia/Kolkata"), ZoneInfo("America/New_York")


def utc(day, hour, minute=0, month=3):
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "habits", "expected"),
    [
        (utc(4, 12, 10), Habits(KOLKATA), utc(4, 13)),
        (utc(4, 12, 0), Habits(KOLKATA), utc(4, 13)),  # never the hour that may have gone out already
        (utc(4, 15, 10), Habits(KOLKATA), utc(5, 2, 30)),  # 21:30 there: quiet until 08:00
        (utc(4, 22, 0), Habits(KOLKATA), utc(5, 2, 30)),  # 04:30 there
        (utc(4, 1, 40), Habits(KOLKATA), utc(4, 2, 30)),  # 07:30 there at the full hour
        (utc(4, 12, 10), Habits(KOLKATA, time(9), time(18)), utc(4, 13)),  # quiet by day: 18:30 is fine
        (utc(4, 5, 10), Habits(KOLKATA, time(9), time(18)), utc(4, 12, 30)),
        (utc(4, 12, 10), Habits(KOLKATA, time(0), time(0)), utc(4, 13)),  # no quiet hours at all
        (utc(4, 12, 10), Habits(KOLKATA, digest="daily"), utc(5, 2, 30)),
        (utc(4, 12, 10), Habits(KOLKATA, digest="weekly"), utc(9, 2, 30)),  # Monday
        (utc(8, 3, 10), Habits(NEW_YORK), utc(8, 12)),  # the night the clocks go forward: 08:00 is 12:00 UTC by then
    ],
)
def test_the_next_window(now, habits, expected):
    assert next_window(now, habits) == expected


def test_who_is_away_hears_of_it_the_morning_after():
    habits = Habits(KOLKATA, away=[(date(2026, 3, 4), date(2026, 3, 6))])
    assert back_on(utc(4, 13), habits) == utc(7, 2, 30)
    assert back_on(utc(7, 2, 30), habits) is None
    assert back_on(utc(3, 12), habits) is None


def test_an_absence_without_end_has_a_morning_after_too():
    assert back_on(utc(4, 13), Habits(KOLKATA, away=[(date(2026, 3, 4), date.max)])) == datetime(2028, 3, 5, 2, 30, tzinfo=UTC)
