"""Being away: one row that reminders, duties' clocks and whoever follows absences all read."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from etiquette import registry
from etiquette.models import Absence
from gurukool.lib.locks import lock_people
from gurukool.lib.refusals import Refused

FAR = timedelta(days=731)


@transaction.atomic
def go_away(by, starts_on: date, ends_on: date) -> Absence:
    """Say that a person is away from the first day to the last, both included, on their own calendar.

    Raises Refused for days that are over, out of order or more than two years ahead.
    """
    today = timezone.now().astimezone(by.tz).date()
    if ends_on < starts_on:
        raise Refused("The last day away comes before the first.")
    if ends_on < today:
        raise Refused("These days are over already. Please pick coming ones.")
    if ends_on > today + FAR:
        raise Refused("Please pick days within the next two years.")
    lock_people([by.pk])
    absence = Absence.objects.create(person=by, starts_on=starts_on, ends_on=ends_on)
    registry.tell_absence_followers(by, absence)
    return absence


@transaction.atomic
def come_back(by, pk) -> bool:
    """Take an absence of one's own back; says whether there was one."""
    lock_people([by.pk])
    done, _ = Absence.objects.filter(person=by, pk=pk).delete()
    registry.tell_absence_followers(by, None)
    return bool(done)
