"""What other people's programs read in our calendar files: three independent readers, whatever a name holds."""

import os
import re
from datetime import UTC, datetime, timedelta

import icalendar
import recurring_ical_events
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.calendars.feeds import Entry, feed
from mentoring.calendars.invitations import Guest, Invitation, cancel, request

FULL = os.environ.get("PROOF") == "full"
EXAMPLES = 2000 if FULL else 100
MINUTE = timedelta(minutes=1)

AWKWARD = [
    "O'Hara, Mary; PhD",
    'Dr. "Zed" Ω',
    "नमस्ते 🦉🇮🇳",
    "two\nlines",
    "back\\slash\\n",
    "colon: semi;",
    "^n ^' ^^",
    "\u202eabc",
    "\x07bell",
    "\\N",
    "\\",
    "",
]
NAMES = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=120))
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC)).map(lambda at: at.replace(microsecond=0))


def invitation(name, start, minutes, sequence):
    return Invitation(
        uid="one@gurukool.example",
        sequence=sequence,
        starts_at=start,
        ends_at=start + minutes * MINUTE,
        written_at=start,
        title=f"Gurukool: {name}",
        description=f"{name}\nsecond line",
        url="https://gurukool.example/sessions/1/",
        location="https://rooms.example/gurukool-x",
        organizer=Guest(f"Gurukool, {name}", "hello@gurukool.example"),
        guests=(Guest(name, "mina@example.org"),),
    )


def entry(name, start, minutes, sequence):
    return Entry("one@gurukool.example", sequence, start, start + minutes * MINUTE, start, f"Session with {name}", "https://x.example/s/1/")


def legal(text):
    """The grammar of RFC 5545, as far as it can be checked line by line: ends, folds, characters, one event, all in UTC."""
    assert text.endswith("END:VCALENDAR\r\n")
    assert not re.search(r"\r(?!\n)|(?<!\r)\n", text)
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = text.replace("\r\n ", "").split("\r\n")[:-1]
    value = r'(?:[^"\x00-\x08\x0a-\x1f\x7f:;,]*|"[^"\x00-\x08\x0a-\x1f\x7f]*")'
    line = re.compile(rf"[A-Z0-9-]+(?:;[A-Z-]+={value}(?:,{value})*)*:[^\x00-\x08\x0a-\x1f\x7f]*")
    assert [each for each in whole if not line.fullmatch(each)] == []
    assert [each.split(":")[0].split(";")[0] for each in whole].count("BEGIN") == 2
    assert not re.search(r"^(RRULE|RDATE|BEGIN:VTIMEZONE)", "\n".join(whole), re.M)


def by_icalendar(text):
    [event] = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return event.decoded("DTSTART"), event.decoded("DTEND")


def by_recurring_ical_events(text):
    [event] = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(datetime(2019, 1, 1), datetime(2101, 1, 1))
    return event["DTSTART"].dt, event["DTEND"].dt


def by_vobject(text):
    event = vobject.readOne(text).vevent
    return event.dtstart.value, event.dtend.value


READERS = [by_icalendar, by_recurring_ical_events, by_vobject]


@settings(max_examples=EXAMPLES, deadline=None)
@given(NAMES, INSTANTS, st.integers(1, 600), st.integers(0, 40))
def test_every_reader_finds_the_same_instants_whatever_a_name_holds(name, start, minutes, sequence):
    facts = (name, start, minutes, sequence)
    for text in (request(invitation(*facts)), cancel(invitation(*facts)), feed([entry(*facts)])):
        legal(text)
        assert [read(text) for read in READERS] == [(start, start + minutes * MINUTE)] * 3


@settings(max_examples=EXAMPLES, deadline=None)
@given(NAMES)
def test_texts_come_back_as_they_were_but_for_what_a_calendar_cannot_say(name):
    text = request(invitation(name, datetime(2027, 1, 1, tzinfo=UTC), 60, 0))
    [event] = icalendar.Calendar.from_ical(text).walk("VEVENT")
    seen = vobject.readOne(text).vevent
    expected = visible(f"Gurukool: {name}")
    assert (str(event["SUMMARY"]), seen.summary.value) == (expected, expected)
    assert str(event["ATTENDEE"].params["CN"]) == visible(name)


def visible(name):
    """A name without control characters, on one line, its backslashes as slashes."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\s]+", " ", name).replace("\\", "/").strip()
