"""Saying who came to a session of many."""

from django.db import transaction
from django.utils import timezone

from etiquette.occasions import Owes, discharge, happened, waive_for
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.models import Role, Session, User


def settle(meeting: Session, *, by: User | None, came: list[User]) -> None:
    """Say who came: each of them owes thanks and feedback of their own, nobody owes anything for being one of many.

    `by` is None when the host did not answer in time and it is assumed that everyone came; the host may still correct that.
    Raises Refused when it was said already, or is not over; PermissionDenied unless `by` runs it.
    """
    with transaction.atomic():
        if by is not None:
            policies.demand(policies.can_run_group, by, meeting.group)
        status, now = Session.Status.HELD if came else Session.Status.MISSED, timezone.now()
        if not Session.objects.to_settle(now).filter(pk=meeting.pk).update(status=status, settled_at=now, settled_by=by):
            raise Refused("Somebody has already said who came, or the session is not over yet.")
        guests = list(meeting.attendances.guests().select_related("person"))
        meeting.attendances.guests().update(came=False)
        meeting.attendances.guests().filter(person__in=came).update(came=True)
        _close(meeting, by, [seat.person for seat in guests if seat.person not in came])
        owed = [Owes(Role.MENTEE, seat.person, to=meeting.host) for seat in guests if seat.person in came]
        happened("session_held", about=meeting, at=now, people=owed, scope=meeting.cohort)


def _close(meeting: Session, by: User | None, missed: list[User]) -> None:
    """The host has said it; who was not there owes nothing, also where it was assumed that they came."""
    if by is not None:
        discharge("settle_group", by=by, about=meeting)
    waive_for(meeting.host, about=meeting)
    for person in missed:
        waive_for(person, about=meeting)
