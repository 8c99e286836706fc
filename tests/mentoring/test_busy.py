"""Busy times from calendars kept elsewhere: what counts, what is refused, and that nothing half-read is kept."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from gurukool.lib.fetching import Unfetchable
from gurukool.lib.refusals import Refused
from mentoring.actions import busy
from mentoring.calendars import busy as reading
from mentoring.models import Availability, BusyCalendar, BusyTime
from mentoring.selectors import diary
from tests.mentoring.conftest import next_tuesday

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
FOUR_WEEKS = (MONDAY, MONDAY + timedelta(weeks=4))


def ics(*events, extra=""):
    """A calendar file of these events, each a text of lines."""
    blocks = "".join(f"BEGIN:VEVENT\r\nUID:{n}@example.org\r\n{event}\r\nEND:VEVENT\r\n" for n, event in enumerate(events))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n{extra}{blocks}END:VCALENDAR\r\n".encode()


def at(moment):
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def event(starts, hours=1):
    return f"DTSTART:{at(starts)}\r\nDTEND:{at(starts + timedelta(hours=hours))}"


# --- reading a file ---


def read(body, zone="Asia/Kolkata", window=FOUR_WEEKS):
    return [f"{span.start:%d %H:%M}-{span.end:%d %H:%M}" for span in reading.busy_spans(body, zone, *window)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("DTSTART:20261124T080000Z\r\nDTEND:20261124T090000Z", ["24 08:00-24 09:00"]),
        ("DTSTART:20261124T080000Z\r\nDURATION:PT90M", ["24 08:00-24 09:30"]),
        ("DTSTART;TZID=America/New_York:20261124T080000\r\nDTEND;TZID=America/New_York:20261124T090000", ["24 13:00-24 14:00"]),
        ("DTSTART:20261124T080000\r\nDTEND:20261124T090000", ["24 02:30-24 03:30"]),
        ("DTSTART;VALUE=DATE:20261124\r\nDTEND;VALUE=DATE:20261125", ["23 18:30-24 18:30"]),
        ("DTSTART;VALUE=DATE:20261124", ["23 18:30-24 18:30"]),
        ("DTSTART:20261124T080000Z\r\nDTEND:20261124T090000Z\r\nTRANSP:TRANSPARENT", []),
        ("DTSTART:20261124T080000Z\r\nDTEND:20261124T090000Z\r\nSTATUS:CANCELLED", []),
        ("DTSTART:20261124T080000Z", []),
        ("DTSTART:20261116T080000Z\r\nDTEND:20261123T010000Z", ["23 00:00-23 01:00"]),
        (
            "DTSTART:20200107T080000Z\r\nDTEND:20200107T090000Z\r\nRRULE:FREQ=WEEKLY",
            [f"{day} 08:00-{day} 09:00" for day in ("24", "01", "08", "15")],
        ),
        (
            "DTSTART:20261124T080000Z\r\nDTEND:20261124T090000Z\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nEXDATE:20261201T080000Z",
            ["24 08:00-24 09:00", "08 08:00-08 09:00"],
        ),
        ("DTSTART:99991231T235959Z\r\nDTEND:99991231T235959Z", []),
        ("DTSTART:99991231T235959Z\r\nRRULE:FREQ=DAILY", []),
        ("DTSTART:20261124T080000Z\r\nDTEND:99991231T235959Z", ["24 08:00-21 00:00"]),
        ("DTSTART:20261124T080000Z\r\nDTEND:20261124T070000Z", ["24 07:00-24 08:00"]),
    ],
)
def test_what_an_event_takes(lines, expected):
    assert read(ics(lines)) == expected


def test_times_that_touch_are_one_and_one_moved_instance_moves():
    series = "DTSTART:20261124T080000Z\r\nDTEND:20261124T090000Z\r\nRRULE:FREQ=WEEKLY;COUNT=2"
    moved = "RECURRENCE-ID:20261201T080000Z\r\nDTSTART:20261202T100000Z\r\nDTEND:20261202T110000Z"
    body = ics(series, moved, event(MONDAY + timedelta(hours=33))).replace(b"UID:1@", b"UID:0@")
    assert read(body) == ["24 08:00-24 10:00", "02 10:00-02 11:00"]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"<html>Please sign in</html>", "There is no calendar at this address; is it the one that ends in .ics?"),
        (b"", "There is no calendar at this address; is it the one that ends in .ics?"),
        (ics(event(MONDAY))[:-20], "The calendar breaks off in the middle."),
        (
            ics("DTSTART:20261124T080000Z\r\nRRULE:FREQ=SECONDLY"),
            "This calendar repeats an event every minute or second; please remove that event.",
        ),
        (ics(*["DTSTART:20261124"] * 20_001), "This calendar has more than 20,000 events. Please publish one with fewer old ones."),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(body, sentence):
    with pytest.raises(reading.Unreadable) as refusal:
        reading.busy_spans(body, "UTC", *FOUR_WEEKS)
    assert str(refusal.value) == sentence


def test_nineteen_thousand_old_events_cost_nothing():
    old = [event(MONDAY - timedelta(days=400 + n)) for n in range(3)]
    body = ics(*old * 6300, event(MONDAY + timedelta(hours=8)))
    started = time.perf_counter()
    assert read(body) == ["23 08:00-23 09:00"]
    assert time.perf_counter() - started < 3


ENDLESS = [
    "RRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12;BYMINUTE="
    + ",".join(map(str, range(60)))
    + ";BYSECOND="
    + ",".join(map(str, range(60))),
    "RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
]


@pytest.mark.parametrize("rule", ENDLESS)
def test_an_absurd_repetition_ends_with_its_process(rule, settings, monkeypatch):
    monkeypatch.setattr(reading, "SECONDS", 1)
    monkeypatch.setattr(busy, "SECONDS", 1)
    body = ics(f"DTSTART:19700101T000000Z\r\nDTEND:19700101T000001Z\r\n{rule}")
    with pytest.raises(Unfetchable, match="This calendar takes too long to read: some event of it repeats too often."):
        busy._parsed(body, "UTC", *FOUR_WEEKS)


# --- keeping what it said ---


@pytest.fixture
def calendar(db, server, maya):
    server.answers["/secret.ics"] = lambda self: self.say(body=ics(event(next_tuesday(), 2)), ETag='"one"')
    return busy.watch(maya, f"{server.url}/secret.ics")


def busy_times(person):
    return [(each.during.lower, each.during.upper) for each in BusyTime.objects.filter(person=person).order_by("during")]


def test_a_busy_calendar_takes_its_hours_from_the_slots(calendar, match, hours, maya, server):
    now = timezone.now()
    before = diary.free_slots(match, now, now + timedelta(days=20))
    busy.read(calendar.pk)
    calendar.refresh_from_db()
    taken = (next_tuesday(), next_tuesday() + timedelta(hours=2))
    assert busy_times(maya) == [taken]
    assert diary.free_slots(match, now, now + timedelta(days=20)) == [slot for slot in before if not taken[0] <= slot.start < taken[1]]
    assert (calendar.error, calendar.is_stale, calendar.etag) == ("", False, '"one"')
    assert Availability.objects.get(person=maya).kept_until


def test_the_second_look_is_conditional_and_keeps_what_was_known(calendar, maya, server):
    busy.read(calendar.pk)
    server.answers["/secret.ics"] = lambda self: self.say(304)
    busy.read(calendar.pk)
    assert server.asked[-1][1]["If-None-Match"] == '"one"'
    assert len(busy_times(maya)) == 1


def test_it_is_read_whole_again_before_the_horizon_runs_out(calendar, maya, server, time_machine):
    busy.read(calendar.pk)
    time_machine.move_to(timezone.now() + timedelta(days=8))
    busy.read(calendar.pk)
    assert "If-None-Match" not in server.asked[-1][1]


def test_a_failure_keeps_what_was_known_says_why_and_waits_longer(calendar, maya, server, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    busy.read(calendar.pk)
    server.answers["/secret.ics"] = lambda self: self.say(500)
    waits = []
    for _ in range(8):
        busy.read(calendar.pk)
        calendar.refresh_from_db()
        waits.append((calendar.check_at - timezone.now()) / timedelta(minutes=1))
    assert waits == [30, 60, 120, 240, 480, 960, 1440, 1440]
    assert (calendar.error, len(busy_times(maya))) == ("The address answers 500 instead of a calendar.", 1)
    assert not calendar.is_stale
    time_machine.shift(timedelta(hours=7))
    assert calendar.is_stale


def test_a_calendar_too_odd_to_read_leaves_nothing_half_written(calendar, maya, server):
    busy.read(calendar.pk)
    before = busy_times(maya)
    server.answers["/secret.ics"] = lambda self: self.say(body=ics(event(next_tuesday()), *["DTSTART:20261124"] * 100_000))
    busy.read(calendar.pk)
    calendar.refresh_from_db()
    assert calendar.error == "This calendar is bigger than 5 MB. Please publish one with fewer old events."
    assert busy_times(maya) == before


def test_each_due_calendar_is_claimed_once(calendar, maya, server):
    assert (busy.claim_due(), busy.claim_due()) == ([calendar.pk], [])
    busy.read(calendar.pk)
    assert busy.claim_due() == []


def test_forgetting_a_calendar_frees_its_times(calendar, maya, otto):
    busy.read(calendar.pk)
    busy.forget(otto, calendar.pk)
    assert len(busy_times(maya)) == 1
    busy.forget(maya, calendar.pk)
    assert (busy_times(maya), BusyCalendar.objects.count()) == ([], 0)
    busy.read(calendar.pk)


def test_addresses_are_refused_in_a_sentence_when_they_are_saved(calendar, maya):
    for url, sentence in [
        (calendar.url, "We read this calendar already."),
        ("javascript:alert(1)", "Please give an address that begins with https://."),
        ("http://me:secret@example.org/", "Please give the secret address the calendar publishes, without a user name or password in it."),
    ]:
        with pytest.raises(Refused) as refusal:
            busy.watch(maya, url)
        assert str(refusal.value) == sentence
    assert busy.watch(maya, " webcal://example.org/a.ics ").url == "https://example.org/a.ics"
    busy.watch(maya, "https://example.org/b.ics")
    with pytest.raises(Refused, match="Please keep to 3 calendars"):
        busy.watch(maya, "https://example.org/c.ics")
