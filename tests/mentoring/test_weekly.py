"""The same wall-clock hour every week: across clock changes, on a journey, at a time that does not exist or comes twice."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from mentoring import slots

ZONES = ["America/New_York", "Europe/London", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "Asia/Tehran"]


def hours(zone, *journeys):
    return slots.Hours(zone, journeys=journeys)


@pytest.mark.parametrize("zone", ZONES)
def test_the_hour_stays_on_the_mentors_clock_the_year_round(zone):
    start = datetime(2027, 1, 5, 9, 30, tzinfo=ZoneInfo(zone))
    dates = list(slots.same_hour(hours(zone), start, date(2027, 12, 31)))
    assert [each.day for each in dates] == [date(2027, 1, 5) + timedelta(weeks=week) for week in range(52)]
    assert {each.start.astimezone(ZoneInfo(zone)).time() for each in dates} == {time(9, 30)}
    assert {each.odd for each in dates} == {""}


def test_a_time_that_does_not_exist_is_marked_and_read_as_the_end_of_the_gap():
    start = datetime(2027, 3, 7, 2, 30, tzinfo=ZoneInfo("America/New_York"))
    _, gap, after = slots.same_hour(hours("America/New_York"), start, date(2027, 3, 21))
    assert (gap.odd, gap.start) == ("skipped", datetime(2027, 3, 14, 7, tzinfo=UTC))
    assert (after.odd, after.start) == ("", datetime(2027, 3, 21, 6, 30, tzinfo=UTC))


def test_a_time_that_comes_twice_is_the_first_of_the_two():
    start = datetime(2027, 10, 31, 1, 30, tzinfo=ZoneInfo("America/New_York"))
    _, twice = slots.same_hour(hours("America/New_York"), start, date(2027, 11, 7))
    assert (twice.odd, twice.start) == ("twice", datetime(2027, 11, 7, 5, 30, tzinfo=UTC))


def test_on_a_journey_the_hour_is_that_of_the_place():
    tokyo = slots.Journey(date(2027, 5, 10), date(2027, 5, 14), "Asia/Tokyo")
    start = datetime(2027, 5, 4, 8, tzinfo=ZoneInfo("America/New_York"))
    dates = slots.same_hour(hours("America/New_York", tokyo), start, date(2027, 5, 18))
    assert [f"{each.start:%d %H:%M}" for each in dates] == ["04 12:00", "10 23:00", "18 12:00"]


def test_a_shift_is_what_the_readers_clock_moves_by_from_week_to_week():
    before, after = datetime(2027, 3, 9, 13, tzinfo=UTC), datetime(2027, 3, 16, 12, tzinfo=UTC)  # 08:00 in New York
    zones = ("America/New_York", "Asia/Kolkata", "Europe/Berlin")
    assert [slots.shift(after, before, ZoneInfo(zone)) for zone in zones] == [timedelta(0), -timedelta(hours=1), -timedelta(hours=1)]
