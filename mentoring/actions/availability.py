"""Offering hours: the week, dates that differ, journeys, and how one wants to be booked."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from etiquette.occasions import discharge, settle
from gurukool.lib.refusals import Refused
from mentoring import slots
from mentoring.actions.freetime import changing
from mentoring.models import Availability, DateOverride, Enrolment, Journey, User, WeeklyHours

WEEKLY_LIMIT = 40  # ranges; more is a mistake, and each costs time in every slot page
DATES_LIMIT = 200
FAR = timedelta(days=731)
MONDAY = date(2024, 1, 1)


def offer(by: User, weekly: list[slots.Weekly]) -> None:
    """Replace a person's weekly hours (wall-clock, their own zone) and close what they owed for it.

    Raises Refused when ranges overlap, also across midnight and the week's end, or there are too many.
    """
    if len(weekly) > WEEKLY_LIMIT:
        raise Refused(f"Please keep to {WEEKLY_LIMIT} ranges a week.")
    _refuse_overlaps(weekly)
    with changing(by):
        WeeklyHours.objects.filter(person=by).delete()
        WeeklyHours.objects.bulk_create(WeeklyHours(person=by, weekday=each.weekday, starts=each.starts, ends=each.ends) for each in weekly)
        _close_what_was_owed(by, weekly)


def record(hours: dict[User, Iterable[slots.Weekly]]) -> None:
    """Keep the weekly hours people gave elsewhere, instead of those that stand there; in the caller's transaction.

    Whose hours may be replaced is for the caller to say. Queries do not grow with the people.
    """
    with changing(*hours):
        WeeklyHours.objects.filter(person__in=hours).delete()
        rows = [(person, each) for person, weekly in hours.items() for each in weekly]
        WeeklyHours.objects.bulk_create(WeeklyHours(person=p, weekday=w.weekday, starts=w.starts, ends=w.ends) for p, w in rows)
        offering = Enrolment.objects.present().mentors().filter(person__in={person for person, _ in rows})
        settle("offer_hours", by=None, abouts=list(offering))


def _close_what_was_owed(by: User, weekly: list[slots.Weekly]) -> None:
    if weekly:
        for enrolment in Enrolment.objects.of(by).mentors():
            discharge("offer_hours", by=by, about=enrolment)


def _refuse_overlaps(weekly: list[slots.Weekly]) -> None:
    """Compare each range with the next one, the last of the week with the first of the following one."""
    ordered = sorted((*_in_a_week(each), each) for each in weekly) if len(weekly) > 1 else []
    following = [*ordered[1:], *((starts + 7 * slots.DAY, ends, each) for starts, ends, each in ordered[:1])]
    for (_, ends, before), (starts, _, after) in zip(ordered, following, strict=True):
        if starts < ends:
            raise Refused(_overlap(before, after))


def _in_a_week(weekly: slots.Weekly) -> tuple[datetime, datetime]:
    """Where a range lies in a week that begins on a Monday, as naive wall-clock times."""
    day = MONDAY + weekly.weekday * slots.DAY
    last = day + slots.DAY if weekly.ends <= weekly.starts else day
    return datetime.combine(day, weekly.starts), datetime.combine(last, weekly.ends)


def _overlap(before: slots.Weekly, after: slots.Weekly) -> str:
    if before.weekday == after.weekday:
        return f"{_said(before)} and {_said(after)} overlap on the same day."
    names = [f"{MONDAY + each.weekday * slots.DAY:%A}" for each in (before, after)]
    return f"{names[0]} {_said(before)} runs into {names[1]} {_said(after)}: please let one end before the other begins."


def _said(weekly: slots.Weekly) -> str:
    return f"{weekly.starts:%H:%M}–{weekly.ends:%H:%M}"


def override(by: User, day: date, starts: time | None = None, ends: time | None = None, kind: str = "") -> DateOverride:
    """Say what one date is: other hours, extra ones beside the weekday's, or closed when no times are given.

    Raises Refused for a past or far day, a time the clocks skip or show twice, or hours of that day that begin at the same time.
    """
    refuse_far(day, by)
    refuse_odd(day, starts, ends, by)
    kind = DateOverride.Kind.CLOSED if starts is None else kind or DateOverride.Kind.CHANGED
    with changing(by):
        mine = DateOverride.objects.filter(person=by)
        if mine.count() >= DATES_LIMIT:
            raise Refused(f"Please keep to {DATES_LIMIT} dates that differ: remove some that are over.")
        same_day = mine.filter(day=day)
        if starts is None or same_day.filter(kind=DateOverride.Kind.CLOSED).exists():
            same_day.delete()
        made, is_new = DateOverride.objects.get_or_create(person=by, day=day, starts=starts, defaults={"ends": ends, "kind": kind})
        if not is_new:
            raise Refused("You have already given hours that begin then on this day. Remove those first.")
    return made


def refuse_far(day: date, by: User) -> None:
    """Raise Refused unless a date is today or later on the person's own clock, and within two years."""
    today = timezone.now().astimezone(by.tz).date()
    if day < today:
        raise Refused("This day is over already. Please pick a coming one.")
    if day > today + FAR:
        raise Refused("Please pick a day within the next two years.")


def refuse_odd(day: date, starts: time | None, ends: time | None, by: User) -> None:
    """Raise Refused for hours of one date that begin or end at a time the clocks skip or show twice that night."""
    away = Journey.objects.filter(person=by, first_day__lte=day, last_day__gte=day).first()
    zone = slots.zone_of(away.zone if away else by.zone)
    last = day + slots.DAY if starts is not None and ends <= starts else day
    for date_of, clock in ((day, starts), (last, ends)):
        odd = slots.oddity(date_of, clock, zone) if clock is not None else ""
        if odd:
            what = "does not exist" if odd == "skipped" else "comes twice"
            raise Refused(f"{clock:%H:%M} {what} on {date_of:%-d %B %Y}, because the clocks change. Please pick another time.")


def forget_override(by: User, pk) -> None:
    """Let a date follow its weekday again; nothing happens if it already does."""
    with changing(by):
        DateOverride.objects.filter(person=by, pk=pk).delete()


def travel(by: User, first_day: date, last_day: date, zone: str) -> Journey:
    """Live by another zone's wall clock from the first day to the last, both included.

    Raises Refused for days that are over, far or in the wrong order, or that another journey covers.
    """
    refuse_far(last_day, by)
    if last_day < first_day:
        raise Refused("The last day comes before the first.")
    with changing(by):
        if clash := Journey.objects.filter(person=by, first_day__lte=last_day, last_day__gte=first_day).first():
            raise Refused(
                f"You are in {clash.place} from {clash.first_day:%-d %b} to {clash.last_day:%-d %b}: please change or remove that first."
            )
        return Journey.objects.create(person=by, first_day=first_day, last_day=last_day, zone=zone)


def forget_journey(by: User, pk) -> None:
    """Stay at home after all; nothing happens if the journey is gone already."""
    with changing(by):
        Journey.objects.filter(person=by, pk=pk).delete()


def set_rules(by: User, **facts) -> Availability:
    """Store how someone wants to be booked: buffers, notice, horizon, limits, lengths, and the clock they read."""
    with changing(by):
        return Availability.objects.update_or_create(person=by, defaults=facts)[0]
