"""The slot picker: the next days that have free hours, on both clocks."""

from datetime import datetime, timedelta

from django.utils import timezone

from mentoring import diary, slots
from mentoring.models import Match

DAYS_AT_ONCE = 6
MOST_DAYS = 60


def picker(match: Match, query) -> dict:
    """What the book page shows: non-empty days of free slots, which of them fit the mentee's own hours, the one chosen.

    `query` may hold `days` (how many days to show) and `start` (the chosen slot, ISO).
    """
    days = min(_number(query.get("days")), MOST_DAYS)
    frm = timezone.now() + timedelta(hours=match.cohort.notice_hours)
    free = diary.free_slots(match, frm, match.cohort.ends_at)
    mentee = match.mentee.person
    by_day = list(slots.by_day(free, mentee.zone).items())
    own = slots.open_spans(diary.hours_of(mentee), frm, match.cohort.ends_at)
    shown = [(day, [(slot, _fits(slot, own)) for slot in day_slots]) for day, day_slots in by_day[:days]]
    chosen = next((slot for slot in free if slot.start == _instant(query.get("start"))), None)
    more = len(by_day) > days and days < MOST_DAYS
    return {"days": shown, "chosen": chosen, "more": days + DAYS_AT_ONCE if more else None, "changes": _changes(match, chosen)}


def _fits(slot: slots.Span, own: list[slots.Span]) -> bool:
    return any(span.start <= slot.start and slot.end <= span.end for span in own)


def _changes(match: Match, chosen: slots.Span | None) -> list:
    """The people whose clocks change between now and the chosen slot."""
    if chosen is None:
        return []
    return [person for person in match.people if slots.clock_change(person.zone, timezone.now(), chosen.start)]


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else DAYS_AT_ONCE


def _instant(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else None
