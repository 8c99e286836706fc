"""Calendar files: what a mail client reads back is what we meant."""

from datetime import UTC, datetime, timedelta

import icalendar

from mentoring.calendars.invitations import Guest, Invitation, cancel, request

START = datetime(2026, 11, 24, 13, tzinfo=UTC)
INVITATION = Invitation(
    uid="one@gurukool.example",
    sequence=3,
    starts_at=START,
    ends_at=START + timedelta(hours=1),
    written_at=START - timedelta(days=2),
    title="Mina; with, Maya \\ and a very long title that has to be folded because no line may be longer than seventy-five octets – नमस्ते",
    description="First line\nsecond line",
    url="https://gurukool.example/sessions/1/",
    location="https://rooms.example/gurukool-x",
    organizer=Guest("Gurukool", "hello@gurukool.example"),
    guests=(Guest('Mina "Das"', "mina@example.org"), Guest("Maya Iyer", "maya@example.org")),
)


def read(text):
    calendar = icalendar.Calendar.from_ical(text)
    [event] = calendar.walk("VEVENT")
    return calendar, event


def test_a_request_reads_back_with_the_same_instants_in_utc():
    calendar, event = read(request(INVITATION))
    assert (calendar["METHOD"], event["UID"], event["SEQUENCE"], event["STATUS"]) == ("REQUEST", "one@gurukool.example", 3, "CONFIRMED")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (INVITATION.starts_at, INVITATION.ends_at)
    assert "DTSTART:20261124T130000Z" in request(INVITATION)
    assert (event["SUMMARY"], event["DESCRIPTION"]) == (INVITATION.title.replace("\\", "/"), INVITATION.description)


def test_a_cancellation_keeps_the_uid_and_names_its_method():
    calendar, event = read(cancel(INVITATION))
    assert (calendar["METHOD"], event["UID"], event["STATUS"]) == ("CANCEL", "one@gurukool.example", "CANCELLED")


def test_the_organizer_is_the_programme_and_nobody_is_asked_to_reply():
    _, event = read(request(INVITATION))
    assert event["ORGANIZER"] == "mailto:hello@gurukool.example"
    assert [(str(guest), guest.params["RSVP"]) for guest in event["ATTENDEE"]] == [
        ("mailto:mina@example.org", "FALSE"),
        ("mailto:maya@example.org", "FALSE"),
    ]


def test_lines_are_folded_and_no_zone_or_recurrence_is_written():
    text = request(INVITATION)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "VTIMEZONE" not in text
    assert "RRULE" not in text
