"""Offering hours."""

from datetime import date, time

from django.db import transaction
from django.utils import timezone

from etiquette.occasions import discharge
from gurukool.lib.refusals import Refused
from mentoring import slots
from mentoring.models import DateOverride, Enrolment, User, WeeklyHours

WEEKLY_LIMIT = 40  # ranges; more is a mistake, and each costs time in every slot page


@transaction.atomic
def offer(by: User, weekly: list[slots.Weekly]) -> None:
    """Replace a person's weekly hours (wall-clock, their own zone) and close what they owed for it.

    Raises Refused when ranges of one day overlap or there are too many.
    """
    if len(weekly) > WEEKLY_LIMIT:
        raise Refused(f"Please keep to {WEEKLY_LIMIT} ranges a week.")
    _refuse_overlaps(weekly)
    WeeklyHours.objects.filter(person=by).delete()
    WeeklyHours.objects.bulk_create(WeeklyHours(person=by, weekday=each.weekday, starts=each.starts, ends=each.ends) for each in weekly)
    if weekly:
        for enrolment in Enrolment.objects.of(by).mentors():
            discharge("offer_hours", by=by, about=enrolment)


def _refuse_overlaps(weekly: list[slots.Weekly]) -> None:
    ordered = sorted(weekly, key=lambda each: (each.weekday, each.starts))
    for before, after in zip(ordered, ordered[1:], strict=False):
        runs_into = before.ends == slots.MIDNIGHT or after.starts < before.ends
        if before.weekday == after.weekday and runs_into:
            raise Refused(f"{before.starts:%H:%M}–{before.ends:%H:%M} and {after.starts:%H:%M}–{after.ends:%H:%M} overlap on the same day.")


@transaction.atomic
def override(by: User, day: date, starts: time | None = None, ends: time | None = None) -> DateOverride:
    """Say what one date is instead: other hours, or closed when no times are given.

    Raises Refused for a past day, or one already closed or with the same beginning.
    """
    if day < timezone.now().astimezone(by.tz).date():
        raise Refused("This day is over already. Please pick a coming one.")
    same_day = DateOverride.objects.filter(person=by, day=day)
    if starts is None or same_day.filter(starts__isnull=True).exists():
        same_day.delete()
    made, is_new = DateOverride.objects.get_or_create(person=by, day=day, starts=starts, defaults={"ends": ends})
    if not is_new:
        raise Refused("You have already given hours that begin then on this day. Remove those first.")
    return made


def forget_override(by: User, pk) -> None:
    """Let a date follow its weekday again; nothing happens if it already does."""
    DateOverride.objects.filter(person=by, pk=pk).delete()
