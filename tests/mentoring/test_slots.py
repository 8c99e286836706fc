"""Slots: wall-clock hours become instants in one place, by one stated rule."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.slots import (
    Away,
    Hours,
    Journey,
    Override,
    Rules,
    Span,
    Stretch,
    Timetable,
    Weekly,
    bookable,
    by_day,
    changes,
    clock_change,
    instant,
    merged,
    open_spans,
    slots,
    stretches,
    without,
)

HOUR = timedelta(hours=1)
ZONES = ["America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "Europe/Berlin"]


def starts(hours, frm, days=7, busy=(), length=HOUR):
    return [
        slot.start.astimezone(ZoneInfo(hours.zone)).strftime("%a %H:%M")
        for slot in slots(hours, busy, frm=frm, until=frm + timedelta(days=days), length=length)
    ]


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
    lambda start, minutes: Span(
        datetime(2026, 11, 23, tzinfo=UTC) + timedelta(minutes=start),
        datetime(2026, 11, 23, tzinfo=UTC) + timedelta(minutes=start + minutes),
    ),
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


def local(stretches, zone):
    """Stretches as wall-clock text in a zone."""
    return [f"{each.start.astimezone(ZoneInfo(zone)):%a %d %H:%M}-{each.end.astimezone(ZoneInfo(zone)):%a %H:%M}" for each in stretches]


MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
WEEK = timedelta(days=7)


def test_a_range_across_midnight_belongs_to_the_day_it_begins_on():
    hours = Hours("UTC", (Weekly(6, time(22), time(2)),))
    assert local(open_spans(hours, MONDAY, MONDAY + WEEK), "UTC") == ["Sun 22 22:00-Mon 02:00", "Sun 29 22:00-Mon 02:00"]


def test_where_two_days_overlap_the_time_is_the_later_days_own():
    hours = Hours("UTC", (Weekly(0, time(22), time(2)),), (Override(date(2026, 11, 24), time(0, 30), time(1), extra=True),))
    found = stretches(hours, MONDAY, MONDAY + timedelta(days=2))
    assert local(found, "UTC") == ["Mon 23 22:00-Tue 00:30", "Tue 24 00:30-Tue 01:00", "Tue 24 01:00-Tue 02:00"]
    assert [each.grid.hour for each in found] == [22, 0, 22]


def test_extra_hours_add_to_the_weekday_and_changed_hours_replace_it():
    weekly = (Weekly(1, time(8), time(9)), Weekly(2, time(8), time(9)))
    overrides = (Override(date(2026, 11, 24), time(17), time(18), extra=True), Override(date(2026, 11, 25), time(17), time(18)))
    assert starts(Hours("Europe/Berlin", weekly, overrides), MONDAY) == ["Tue 08:00", "Tue 17:00", "Wed 17:00"]


def test_a_closed_date_is_closed_from_midnight_to_midnight():
    hours = Hours("Asia/Kolkata", (Weekly(0, time(22), time(2)), Weekly(1, time(22), time(2))), (Override(date(2026, 11, 24)),))
    assert local(open_spans(hours, MONDAY, MONDAY + timedelta(days=2)), "Asia/Kolkata") == ["Mon 23 22:00-Tue 00:00"]


def test_days_away_are_closed_and_the_year_9999_is_no_harm():
    hours = Hours("UTC", (Weekly(0, time(8), time(9)), Weekly(3, time(8), time(9))), away=(Away(date(2026, 11, 24), date(9999, 12, 31)),))
    assert starts(hours, MONDAY, days=30) == ["Mon 08:00"]


def test_a_journey_moves_the_wall_clock_and_no_instant_is_offered_twice():
    weekly = tuple(Weekly(day, time(20), time(23)) for day in range(7))
    hours = Hours("America/New_York", weekly, journeys=(Journey(date(2026, 5, 3), date(2026, 5, 4), "Asia/Tokyo"),))
    found = stretches(hours, datetime(2026, 5, 2, tzinfo=UTC), datetime(2026, 5, 6, tzinfo=UTC))
    assert local(found, "America/New_York") == [
        "Fri 01 20:00-Fri 23:00",  # Saturday evening of New York is Sunday in Tokyo already
        "Sun 03 07:00-Sun 10:00",
        "Mon 04 07:00-Mon 10:00",
        "Tue 05 20:00-Tue 23:00",
    ]


def test_the_day_of_an_instant_is_the_one_where_the_person_is():
    hours = Hours("America/New_York", journeys=(Journey(date(2026, 5, 3), date(2026, 5, 20), "Asia/Tokyo"),))
    moments = [datetime(2026, 5, 2, 14, 59, tzinfo=UTC), datetime(2026, 5, 2, 15, tzinfo=UTC), datetime(2026, 5, 21, 4, tzinfo=UTC)]
    assert [hours.day_of(moment).day for moment in moments] == [2, 3, 21]


def offers_of(person, **window):
    facts = {"now": MONDAY, "frm": MONDAY, "until": MONDAY + WEEK, "length": HOUR} | window
    return [f"{slot.start:%a %H:%M}" for slot in bookable(person, **facts)]


DAILY = Hours("UTC", tuple(Weekly(day, time(8), time(12)) for day in range(2)))
TAKEN = (Span(MONDAY + 10 * HOUR, MONDAY + 11 * HOUR),)


@pytest.mark.parametrize(
    ("rules", "facts", "expected"),
    [
        (Rules(), {}, ["Mon 08:00", "Mon 09:00", "Mon 10:00", "Mon 11:00"]),
        (Rules(), {"sessions": TAKEN}, ["Mon 08:00", "Mon 09:00", "Mon 11:00"]),
        (Rules(before=timedelta(minutes=10)), {"sessions": TAKEN}, ["Mon 08:00"]),
        (Rules(after=timedelta(minutes=10)), {"sessions": TAKEN}, ["Mon 08:00"]),
        (Rules(before=timedelta(minutes=10)), {"busy": TAKEN}, ["Mon 08:00", "Mon 09:00"]),
        (Rules(after=timedelta(minutes=10)), {"busy": TAKEN}, ["Mon 08:00", "Mon 11:00"]),
        (Rules(a_day=1), {"sessions": TAKEN, "hosted": TAKEN}, []),
        (Rules(a_week=1), {"hosted": (Span(MONDAY + 6 * 24 * HOUR, MONDAY + 6 * 24 * HOUR + HOUR),)}, []),
        (Rules(a_week=2), {"hosted": TAKEN}, ["Mon 08:00", "Mon 09:00", "Mon 10:00", "Mon 11:00"]),
        (Rules(notice=9 * HOUR), {}, ["Mon 09:00", "Mon 10:00", "Mon 11:00"]),
        (Rules(not_today=True), {}, []),
        (Rules(horizon=9 * HOUR), {}, ["Mon 08:00", "Mon 09:00"]),
        (Rules(lengths=(30, 45)), {}, []),
    ],
)
def test_each_rule_takes_its_part(rules, facts, expected):
    """Seen from Monday 00:00 UTC; the day is full, too soon or too late, or the slot stands too near another."""
    assert offers_of(Timetable(DAILY, rules, **facts), until=MONDAY + 24 * HOUR) == expected


def test_a_full_week_ends_on_sunday_of_the_persons_own_calendar():
    hosted = (Span(MONDAY - 3 * HOUR, MONDAY - 2 * HOUR),)  # Sunday 21:00 UTC: Monday in Kolkata
    kolkata = Hours("Asia/Kolkata", (Weekly(3, time(8), time(9)),))
    assert [offers_of(Timetable(hours, Rules(a_week=1), hosted=hosted)) for hours in (kolkata, Hours("UTC", kolkata.weekly))] == [
        [],
        ["Thu 08:00"],
    ]


def test_changes_are_the_moves_of_a_zones_clocks():
    found = changes("America/New_York", datetime(2026, 10, 20, tzinfo=UTC), datetime(2027, 4, 1, tzinfo=UTC))
    assert found == [(datetime(2026, 11, 1, 6, tzinfo=UTC), -HOUR), (datetime(2027, 3, 14, 7, tzinfo=UTC), HOUR)]


@given(st.lists(spans, max_size=6), st.lists(spans, max_size=6))
def test_without_leaves_exactly_the_minutes_not_taken(offered, taken):
    def minutes(items):
        return {each.start + timedelta(minutes=n) for each in items for n in range(int((each.end - each.start).total_seconds() // 60))}

    whole = [Stretch(span.start, span.end, span.start) for span in merged(offered)]
    assert minutes(without(whole, taken)) == minutes(whole) - minutes(taken)
