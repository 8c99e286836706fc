"""Calendar files by RFC 5545/5546. Pure: a dataclass in, text out.

One VEVENT in UTC, the same UID for life, a SEQUENCE that rises with every change and with the cancellation;
no VTIMEZONE and no RRULE, which mail clients read differently.
"""

from dataclasses import dataclass, field
from datetime import datetime

from icalendar import Calendar, Event, vCalAddress, vText

from mentoring.calendars.texts import lines, one_line


@dataclass(frozen=True)
class Guest:
    name: str
    email: str


@dataclass(frozen=True)
class Invitation:
    """One meeting as a calendar sees it. Times are UTC; `organizer` is always the programme's address."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    written_at: datetime
    title: str
    description: str
    url: str
    location: str
    organizer: Guest
    guests: tuple[Guest, ...] = field(default=())


def request(invitation: Invitation) -> str:
    """The text of a METHOD:REQUEST calendar: a new meeting, or a changed one with a higher sequence."""
    return _calendar(invitation, "REQUEST", "CONFIRMED")


def cancel(invitation: Invitation) -> str:
    """The text of a METHOD:CANCEL calendar; `sequence` must already be raised."""
    return _calendar(invitation, "CANCEL", "CANCELLED")


def _calendar(invitation: Invitation, method: str, status: str) -> str:
    calendar = Calendar()
    calendar.add("prodid", "-//Gurukool//Sessions//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(invitation, status))
    return calendar.to_ical().decode()


def _event(invitation: Invitation, status: str) -> Event:
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.written_at)
    event.add("dtstart", invitation.starts_at)
    event.add("dtend", invitation.ends_at)
    event.add("summary", one_line(invitation.title))
    event.add("description", lines(invitation.description))
    event.add("url", invitation.url)
    event.add("location", invitation.location)
    event.add("status", status)
    event.add("organizer", _address(invitation.organizer), encode=0)
    for guest in invitation.guests:
        event.add("attendee", _attendee(guest), encode=0)
    return event


def _address(guest: Guest) -> vCalAddress:
    address = vCalAddress(f"mailto:{guest.email}")
    address.params["cn"] = vText(one_line(guest.name))
    return address


def _attendee(guest: Guest) -> vCalAddress:
    """The programme knows they come, so no reply is asked for."""
    address = _address(guest)
    address.params["role"] = vText("REQ-PARTICIPANT")
    address.params["partstat"] = vText("ACCEPTED")
    address.params["rsvp"] = vText("FALSE")
    return address
