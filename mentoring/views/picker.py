"""The slot picker: the next days that have free times, on both clocks, and what helps where there are none."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.utils import timezone

from etiquette.models import Absence
from mentoring import slots
from mentoring.models import Availability, Match, User
from mentoring.selectors import diary, freetime

DAYS_AT_ONCE = 6
MOST_DAYS = 60
SOON = timedelta(days=14)


def picker(match: Match, query) -> dict:
    """What the book page shows: non-empty days of free slots, which of them fit the mentee's own hours, the one chosen.

    `query` may hold `days` (how many to show), `start` (the chosen slot, ISO), `minutes` (the length) and `clock` (12 or 24).
    """
    days, lengths = min(_number(query.get("days")), MOST_DAYS), diary.lengths(match)
    minutes = next((each for each in lengths if str(each) == query.get("minutes")), lengths[0])
    frm = timezone.now() + timedelta(hours=match.cohort.notice_hours)
    free = diary.in_open_weeks(match, freetime.kept_slots(match, frm, match.cohort.ends_at, timedelta(minutes=minutes)))
    by_day = list(slots.by_day(free, match.guest.zone).items())
    own = _own_hours(match, frm)
    shown = [(day, [(slot, slots.inside(slot, own)) for slot in day_slots]) for day, day_slots in by_day[:days]]
    chosen = next((slot for slot in free if slot.start == _instant(query.get("start"))), None)
    return {
        "days": shown,
        "chosen": chosen,
        "more": min(days + DAYS_AT_ONCE, MOST_DAYS) if len(by_day) > days and days < MOST_DAYS else None,
        "next_day": by_day[days][0] if len(by_day) > days else None,
        "lengths": lengths,
        "minutes": minutes,
        "fits_any": any(fits for _, day in shown for _, fits in day),
        "changes": _changes(match, chosen, shown),
        "absence": (absence := _absence(match.host)),
        "colleagues": freetime.colleagues(match) if absence or not shown else [],
        **_addresses(match.guest, query, minutes, lengths),
    }


def _addresses(mentee: User, query, minutes: int, lengths: list[int]) -> dict:
    """Which clock is read, and what every link of the page keeps: the length, unless it is the usual one, and the clock asked for."""
    asked = query.get("clock") if query.get("clock") in {"12", "24"} else None
    prefers = Availability.objects.filter(person=mentee).values_list("twelve_hours", flat=True).first() or False
    keep = ({"minutes": minutes} if minutes != lengths[0] else {}) | ({"clock": asked} if asked else {})
    return {"twelve": asked == "12" if asked else prefers, "keep": f"{urlencode(keep)}&" if keep else ""}


def _own_hours(match: Match, frm: datetime) -> list[slots.Span]:
    """When the mentee is free by their own hours; nothing if they never named any."""
    mentee, until = match.guest, min(match.cohort.ends_at, frm + diary.LATEST)
    return freetime.own_time(mentee, frm, until, only_if_named=True) if frm < until else []


def _changes(match: Match, chosen: slots.Span | None, shown: list) -> list[tuple[User, slots.Change]]:
    """Whose clocks change before the chosen slot, or else before the last one shown."""
    last = chosen.start if chosen else shown[-1][1][-1][0].start if shown else timezone.now()
    return [(person, change) for person in match.people for change in slots.changes(person.zone, timezone.now(), last)]


def _absence(mentor: User) -> Absence | None:
    """Where the mentor is now, or will be soon, instead."""
    today = timezone.now().astimezone(mentor.tz).date()
    return Absence.objects.filter(person=mentor, ends_on__gte=today, starts_on__lte=today + SOON).first()


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else DAYS_AT_ONCE


def _instant(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else None
