"""The slot picker: the next days that have free times, on both clocks, and what helps where there are none."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.utils import timezone

from etiquette.models import Absence
from mentoring import slots
from mentoring.models import Session, User
from mentoring.selectors import diary, freetime, kinds, pairs
from mentoring.selectors.pairs import Pair

DAYS_AT_ONCE = 6
NEXT_SHOWN = 4
MOST_DAYS = 60
SOON = timedelta(days=14)


def picker(pair: Pair, query) -> dict:
    """What the book page shows: non-empty days of free slots, which of them fit the mentee's own hours, the one chosen.

    `query` may hold `days` (how many to show), `start` (the chosen slot, ISO), `kind` (its key) and `minutes` (the length).
    """
    offered = kinds.offered(pair)
    kind = next((each for each in offered if str(each.pk) == query.get("kind")), offered[0] if offered else None)
    of_kind = {"kind": kind.pk} if kind and kind != offered[0] else {}
    lengths = diary.lengths(pair, kind)
    minutes = next((each for each in lengths if str(each) == query.get("minutes")), lengths[0])
    frm = timezone.now() + timedelta(hours=pair.cohort.notice_hours)
    free = diary.in_open_weeks(pair, freetime.kept_slots(pair, frm, pair.cohort.ends_at, timedelta(minutes=minutes)))
    page = _days(pair, pair.guest, free, query)
    absence = _absence(pair.host, page["days"])
    return {
        "kinds": offered,
        "kind": kind,
        "lengths": lengths,
        "minutes": minutes,
        "absence": absence,
        "colleagues": freetime.colleagues(pair) if absence or not page["days"] else [],
        **page,
        "keep": _kept(query, minutes, lengths, of_kind),
        "keep_kind": _query(of_kind),
    }


def instead(pair: Pair, wish: dict) -> dict:
    """What whoever was refused an hour sees: the next few that are free, each a link into the picker, at a handful of queries.

    A thousand rivals for one hour read this page at once, so it asks for far less than the picker. `wish`: the form's `kind`, `minutes`.
    """
    kind, lengths = wish["kind"], diary.lengths(pair, wish["kind"])
    minutes = wish["minutes"] if wish["minutes"] in lengths else lengths[0]
    free = freetime.next_slots(pair, timedelta(minutes=minutes), NEXT_SHOWN)
    days = [(day, [(slot, False) for slot in found]) for day, found in slots.by_day(free, pair.guest.zone).items()]
    return {"days": days, "them": pair.host, "keep": _kept({}, minutes, lengths, {"kind": kind.pk} if kind else {})}


def mover(meeting: Session, me: User, query) -> dict:
    """The same for a session about to be moved by `me`: its length is given, and neither notice nor horizon binds the host."""
    pair, by_host = pairs.of(meeting), me == meeting.host
    frm = timezone.now() + timedelta(hours=0 if by_host else meeting.cohort.notice_hours)
    how = {"length": meeting.ends_at - meeting.starts_at, "leaving_out": meeting, "by_host": by_host}
    free = diary.in_open_weeks(pair, diary.free_slots(pair, frm, meeting.cohort.ends_at, **how), leaving_out=[meeting])
    free = [slot for slot in free if slot.start != meeting.starts_at]
    page = _days(pair, me, free, query)
    absence = _absence(meeting.host, page["days"])
    return {"absence": absence, **page, "keep": _kept(query, meeting.minutes, [meeting.minutes])}


def _days(pair: Pair, me: User, free: list[slots.Span], query) -> dict:
    """The days with free slots on the clock of `me`, which slots fit the guest's own hours, and the one chosen."""
    days = min(_number(query.get("days")), MOST_DAYS)
    by_day = list(slots.by_day(free, me.zone).items())
    own = _own_hours(pair, free[0].start) if free else []
    shown = [(day, [(slot, slots.inside(slot, own)) for slot in day_slots]) for day, day_slots in by_day[:days]]
    chosen = next((slot for slot in free if slot.start == _instant(query.get("start"))), None)
    return {
        "days": shown,
        "chosen": chosen,
        "more": min(days + DAYS_AT_ONCE, MOST_DAYS) if len(by_day) > days and days < MOST_DAYS else None,
        "next_day": by_day[days][0] if len(by_day) > days else None,
        "fits_any": any(fits for _, day in shown for _, fits in day),
        "changes": _changes(pair, chosen, shown),
        "them": pair.host if me == pair.guest else pair.guest,
    }


def _kept(query, minutes: int, lengths: list[int], of_kind: dict | None = None) -> str:
    """What every link of the page keeps: kind and length, unless they are the usual ones, and how many days are shown, once more were
    asked for."""
    kept = (of_kind or {}) | ({"minutes": minutes} if minutes != lengths[0] else {})
    kept |= {"days": days} if (days := _number(query.get("days"))) != DAYS_AT_ONCE else {}
    return _query(kept)


def _query(facts: dict) -> str:
    return f"{urlencode(facts)}&" if facts else ""


def _own_hours(pair: Pair, frm: datetime) -> list[slots.Span]:
    """When the mentee is free by their own hours; nothing if they never named any."""
    mentee, until = pair.guest, min(pair.cohort.ends_at, frm + diary.LATEST)
    return freetime.own_time(mentee, frm, until, only_if_named=True) if frm < until else []


def _changes(pair: Pair, chosen: slots.Span | None, shown: list) -> list[tuple[User, slots.Change]]:
    """Whose clocks change before the chosen slot, or else before the last one shown."""
    last = chosen.start if chosen else shown[-1][1][-1][0].start if shown else timezone.now()
    return [(person, change) for person in pair.people for change in slots.changes(person.zone, timezone.now(), last)]


def _absence(mentor: User, shown: list) -> Absence | None:
    """The first one of the mentor's that is now, soon, or among the days shown, which it leaves a gap in."""
    today = timezone.now().astimezone(mentor.tz).date()
    last = max([today + SOON, *(day for day, _ in shown[-1:])])
    return Absence.objects.filter(person=mentor, ends_on__gte=today, starts_on__lte=last).order_by("starts_on").first()


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else DAYS_AT_ONCE


def _instant(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else None
