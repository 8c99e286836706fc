"""Being away: one row that reminders, duties' clocks and whoever follows absences all read.

While a person is away nothing is owed from them: the clocks of their duties stand still. Dates are always worked out
anew from where they stood before any absence, so that overlapping, shortened or removed absences need no undoing. Two
kinds of date do not move: what is due before a moment (a session), since the moment itself would have to move; and a
promise made with the absence in view.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from etiquette import registry
from etiquette.ledger import pausing
from etiquette.models import Absence, Duty
from gurukool.lib.locks import lock_people
from gurukool.lib.refusals import Refused

FAR = timedelta(days=731)
GRACE = timedelta(hours=2)  # the one rule of short notice: nobody is reminded before they could know, or the moment they are back


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
    follow(by)
    registry.tell_absence_followers(by, absence)
    return absence


@transaction.atomic
def come_back(by, pk) -> bool:
    """End an absence of one's own, or take it back before it has begun; says whether there was one."""
    lock_people([by.pk])
    today = timezone.now().astimezone(by.tz).date()
    mine = Absence.objects.filter(person=by, pk=pk)
    ended = mine.filter(starts_on__lt=today, ends_on__gte=today).update(ends_on=today - timedelta(days=1))
    done = ended or mine.filter(starts_on__gte=today).delete()[0]
    follow(by)
    registry.tell_absence_followers(by, None)
    return bool(done)


def follow(person) -> None:
    """Let the dates of everything a person owes follow their absences, as they are now."""
    now = timezone.now()
    duties = list(_movable(person))
    before = {duty.pk: duty.deadline for duty in duties}
    move(duties, now)
    moved = [duty for duty in duties if duty.deadline != before[duty.pk]]
    for duty in moved:
        duty.remind_at, duty.stage = max(duty.deadline, now + GRACE), Duty.Stage.NOT_YET
    Duty.objects.bulk_update(moved, ["due_at", "due_moved_by", "promise", "promise_moved_by", "remind_at", "stage"], batch_size=500)


def move(duties: list[Duty], now: datetime) -> None:
    """Set the dates of these duties, saved or not, by the absences of their people (one query)."""
    away = defaultdict(list)
    people = {duty.person_id: duty.person for duty in duties}
    for absence in Absence.objects.filter(person__in=people):
        absence.person = people[absence.person_id]
        away[absence.person_id].append(absence)
    for duty in duties:
        if duty.person_id in away and not duty.is_before_a_moment or duty.due_moved_by or duty.promise_moved_by:
            _move(duty, away[duty.person_id], now)


def _move(duty: Duty, away: list[Absence], now: datetime) -> None:
    base, spans = duty.due_at - duty.due_moved_by, [absence.span for absence in away]
    duty.due_moved_by = pausing.moved_by(base, duty.created_at or now, spans)
    duty.due_at = base + duty.due_moved_by
    duty.remind_at = duty.remind_at and max(duty.remind_at, duty.due_at)
    if duty.promise:
        base, since = duty.promise - duty.promise_moved_by, duty.promised_at or now
        duty.promise_moved_by = pausing.moved_by(base, since, [absence.span for absence in away if absence.created_at > since])
        duty.promise = base + duty.promise_moved_by


def _movable(person):
    duties = Duty.objects.open().filter(person=person, within__gte=timedelta()).select_related("person")
    return duties.select_for_update(of=["self"])
