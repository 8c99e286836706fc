"""Slots: wall-clock hours become instants in one place, by one stated rule."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.slots import Hours, Override, Span, Weekly, by_day, clock_change, instant, merged, open_spans, slots

HOUR = timedelta(hours=1)
ZONES = ["America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "Europe/Berlin"]


def starts(hours, frm, days=7, busy=(), length=HOUR):
    return [slot.start.astimezone(ZoneInfo(hours.zone)).strftime("%a %H:%M") for slot in slots(hours, busy, frm=frm, until=frm + timedelta(days=days), length=length)]


def test_a_weekly_range_becomes_slots_end_to_end():
    hours = Hours("America/New_York", (Weekly(1, time(8), time(10, 30)),))
    assert starts(hours, datetime(2026, 11, 23, tzinfo=UTC)) == ["Tue 08:00", "Tue 09:00"]


def test_midnight_as_an_end_is_the_end_of_the_day():
    hours = Hours("Asia/Kolkata", (Weekly(4, time(22), time(0)),))
    assert starts(hours, datetime(2026, 11, 23, tzinfo=UTC)) == ["Fri 22:00", "Fri 23:00"]


def test_an_override_replaces_its_day_and_may_close_it():
    weekly = (Weekly(1, time(8), time(9)), Weekly(2, time(8), time(9)))
    overrides = (Override(date(2026, 11, 24)), Override(date(2026, 11, 25), time(17), time(18)))
    assert starts(Hours("Europe/Berlin", weekly, overrides), datetime(2026, 11, 23, tzinfo=UTC)) == ["Wed 17:00"]


def test_a_busy_hour_leaves_the_slots_beside_it():
    hours = Hours("UTC", (Weekly(0, time(8), time(11)),))
    monday = datetime(2026, 11, 23, tzinfo=UTC)
    busy = [Span(monday + 9 * HOUR, monday + 10 * HOUR)]
    assert starts(hours, monday, busy=busy) == ["Mon 08:00", "Mon 10:00"]


def test_overlapping_ranges_of_a_day_are_one():
    hours = Hours("UTC", (Weekly(0, time(8), time(10)), Weekly(0, time(9), time(11))))
    assert starts(hours, datetime(2026, 11, 23, tzinfo=UTC)) == ["Mon 08:00", "Mon 09:00", "Mon 10:00"]


@pytest.mark.parametrize(
    ("zone", "day", "clock", "expected"),
    [
        ("America/New_York", date(2027, 3, 14), time(2, 30), "2027-03-14T07:00"),  # does not exist: first instant after the gap
        ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01T05:30"),  # comes twice: the first
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03T15:30"),  # a gap of half an hour
        ("Asia/Kathmandu", date(2026, 11, 24), time(8), "2026-11-24T02:15"),
    ],
)
def test_odd_hours_follow_the_rule(zone, day, clock, expected):
    assert instant(day, clock, ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M") == expected


def test_hours_keep_their_wall_clock_when_clocks_change():
    hours = Hours("America/New_York", (Weekly(5, time(8), time(9)), Weekly(6, time(8), time(9))))
    found = list(slots(hours, [], frm=datetime(2026, 10, 31, tzinfo=UTC), until=datetime(2026, 11, 2, tzinfo=UTC), length=HOUR))
    assert [slot.start.hour for slot in found] == [12, 13]


def test_slots_are_grouped_by_the_readers_day():
    late = Span(datetime(2026, 11, 24, 23, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC))
    assert by_day([late], "Asia/Kolkata") == {date(2026, 11, 25): [late]}


def test_clock_change_says_how_far_clocks_move():
    before, after = datetime(2026, 10, 20, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC)
    assert [clock_change(zone, before, after) for zone in ("America/New_York", "Asia/Kolkata")] == [-HOUR, timedelta(0)]


@given(
    zone=st.sampled_from(ZONES),
    day=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    minute=st.integers(0, 24 * 4 - 1),
)
def test_an_instant_reads_back_as_its_wall_clock_or_the_end_of_a_gap(zone, day, minute):
    clock = time(minute // 4, minute % 4 * 15)
    local = instant(day, clock, ZoneInfo(zone)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    wanted = datetime.combine(day, clock)
    assert local == wanted or wanted < local <= wanted + timedelta(hours=1)


spans = st.builds(
    lambda start, minutes: Span(datetime(2026, 11, 23, tzinfo=UTC) + timedelta(minutes=start), datetime(2026, 11, 23, tzinfo=UTC) + timedelta(minutes=start + minutes)),
    st.integers(0, 5000),
    st.integers(0, 300),
)


@given(st.lists(spans))
def test_merged_spans_cover_the_same_minutes_without_touching(items):
    def minutes(spans):
        return {each.start + timedelta(minutes=n) for each in spans for n in range(int((each.end - each.start).total_seconds() // 60))}

    joined = merged(items)
    assert minutes(joined) == minutes(items)
    assert all(before.end < after.start for before, after in zip(joined, joined[1:], strict=False))


@given(frm=st.integers(0, 7 * 24), busy=st.lists(spans, max_size=5))
def test_no_slot_overlaps_busy_or_leaves_the_hours_offered(frm, busy):
    hours = Hours("Europe/Berlin", (Weekly(1, time(6), time(12)), Weekly(3, time(20), time(0))))
    begin = datetime(2026, 11, 20, tzinfo=UTC) + frm * HOUR
    found = list(slots(hours, busy, frm=begin, until=begin + timedelta(days=9), length=HOUR))
    offered = open_spans(hours, begin, begin + timedelta(days=9))
    assert all(any(span.start <= slot.start and slot.end <= span.end for span in offered) for slot in found)
    assert not any(slot.overlaps(other) for slot in found for other in busy if other.start < other.end)
