"""Reading a published calendar: its bytes in, the times its owner is busy out. Pure, and run as a program of its own.

`python -m mentoring.calendars.busy ZONE FROM UNTIL < calendar.ics` prints JSON, so that whatever a stranger's calendar holds costs
a few seconds of another process and no more: an endless or absurd repetition ends with that process.
"""

import json
import re
import resource
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from mentoring.slots import DAY, MIDNIGHT, Span, instant, merged

MOST_EVENTS = 20_000
MOST_TIMES = 20_000
SECONDS = 10  # of computing
MEMORY = 1_500_000_000  # bytes of address space
FOLD = re.compile(rb"\r?\n[ \t]")
EVENT = re.compile(rb"^BEGIN:VEVENT\r?$.*?^END:VEVENT\r?\n?", re.M | re.S | re.I)
OTHERS = re.compile(rb"^BEGIN:(VTODO|VJOURNAL)\r?$.*?^END:\1\r?\n?", re.M | re.S | re.I)
DATES = re.compile(rb"^(?:DTSTART|DTEND|RECURRENCE-ID)[^:\n]*:(\d{8})", re.M | re.I)
REPEATS = re.compile(rb"^(?:RRULE|RDATE|DURATION)[:;]", re.M | re.I)
ENDS = re.compile(rb"^(DTEND[^:\n]*:)(?:2[2-9]|[3-9]\d)\d{6}", re.M | re.I)  # later than we can count
RESTLESS = re.compile(rb"^RRULE:[^\n]*FREQ=(?:SECONDLY|MINUTELY)", re.M | re.I)


class Unreadable(ValueError):
    """Why a calendar cannot be used, as a sentence."""


def busy_spans(body: bytes, zone: str, frm: datetime, until: datetime) -> list[Span]:
    """When the calendar says its owner (who lives in `zone`) is busy within `frm`..`until` (UTC), merged and clipped.

    Free (transparent) and cancelled events do not count; days and floating times are those of `zone`. Raises Unreadable.
    """
    import recurring_ical_events
    from icalendar import Calendar

    text = relevant(body, frm, until)
    try:
        events = recurring_ical_events.of(Calendar.from_ical(text), skip_bad_series=True).between(frm, until)
    except (ValueError, KeyError, IndexError, TypeError, OverflowError, AttributeError) as error:
        raise Unreadable("This calendar has a part we cannot read.") from error
    if len(events) > MOST_TIMES:
        raise Unreadable(f"This calendar is busy more than {MOST_TIMES:,} times: it cannot be a person's.")
    times = (span for event in events if _counts(event) for span in _times(event, ZoneInfo(zone)))
    return merged(Span(max(span.start, frm), min(span.end, until)) for span in times)


def relevant(body: bytes, frm: datetime, until: datetime) -> bytes:
    """The calendar without the events that cannot touch the window: years of old ones cost nothing. Raises Unreadable."""
    text = FOLD.sub(b"", body.removeprefix(b"\xef\xbb\xbf"))
    if b"BEGIN:VCALENDAR" not in text[:10_000].upper():
        raise Unreadable("There is no calendar at this address; is it the one that ends in .ics?")
    if not text.rstrip().upper().endswith(b"END:VCALENDAR"):
        raise Unreadable("The calendar breaks off in the middle.")
    if len(re.findall(rb"^BEGIN:VEVENT", text, re.M | re.I)) > MOST_EVENTS:
        raise Unreadable(f"This calendar has more than {MOST_EVENTS:,} events. Please publish one with fewer old ones.")
    if RESTLESS.search(text):
        raise Unreadable("This calendar repeats an event every minute or second; please remove that event.")
    text = ENDS.sub(rb"\g<1>21991231", text)
    first, last = (f"{day:%Y%m%d}".encode() for day in (frm - 2 * DAY, until + 2 * DAY))
    return OTHERS.sub(b"", EVENT.sub(lambda found: found[0] if _may_touch(found[0], first, last) else b"", text))


def _may_touch(event: bytes, first: bytes, last: bytes) -> bool:
    days = DATES.findall(event)
    return bool(days) and min(days) <= last and (max(days) >= first or bool(REPEATS.search(event)))


def _counts(event) -> bool:
    """Whether an event takes its owner's time."""
    free = str(event.get("TRANSP", "")).upper() == "TRANSPARENT" or str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() == "FREE"
    return not free and str(event.get("STATUS", "")).upper() != "CANCELLED"


def _times(event, zone: ZoneInfo) -> Iterator[Span]:
    starts = event["DTSTART"].dt
    ends = event["DTEND"].dt if "DTEND" in event else starts + (event["DURATION"].dt if "DURATION" in event else _usual(starts))
    yield Span(_instant(starts, zone), _instant(ends, zone))


def _usual(starts: date | datetime) -> timedelta:
    return timedelta(0) if isinstance(starts, datetime) else DAY


def _instant(value: date | datetime, zone: ZoneInfo) -> datetime:
    if not isinstance(value, datetime):
        return instant(value, MIDNIGHT, zone)
    return instant(value.date(), value.time(), zone) if value.tzinfo is None else value.astimezone(UTC)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    zone, frm, until = sys.argv[1], *(datetime.fromisoformat(text) for text in sys.argv[2:4])
    try:
        answer = {
            "busy": [[span.start.isoformat(), span.end.isoformat()] for span in busy_spans(sys.stdin.buffer.read(), zone, frm, until)]
        }
    except Unreadable as reason:
        answer = {"error": str(reason)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
