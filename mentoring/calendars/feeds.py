"""A calendar one subscribes to: all of a person's sessions in one file that their program fetches again and again. Pure.

It says as little as a calendar needs: whoever learns the address reads it, so it names no address, no room and no third person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from mentoring.calendars.texts import one_line

NAME = "Gurukool"
OFTEN = timedelta(hours=1)  # how often programs should look; most do it when they like


@dataclass(frozen=True)
class Entry:
    """One session. Times are UTC; `uid` and `sequence` are those of its invitation, so that programs know it again."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    booked_at: datetime
    title: str
    url: str
    is_off: bool = False


def feed(entries: Iterable[Entry]) -> str:
    """The text of the calendar. The same entries give the same text: that is what its ETag rests on."""
    calendar = Calendar()
    calendar.add("prodid", "-//Gurukool//Sessions//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", NAME)
    calendar.add("x-wr-calname", NAME)
    calendar.add("refresh-interval", OFTEN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical().decode()


def _event(entry: Entry) -> Event:
    """DTSTAMP is when it was booked, not now: what changed since is told by SEQUENCE."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.booked_at)
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("summary", one_line(entry.title))
    event.add("url", entry.url)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if entry.is_off else "CONFIRMED")
    return event
