"""Moving a session of many to another hour."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from etiquette import outbox
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import freetime, groups, invitations, seats
from mentoring.actions.clashes import refused_politely
from mentoring.models import Attendance, Group, Move, Session, User


def move(group: Group, *, by: User, start: datetime, reason: str) -> None:
    """Let it begin at `start` (aware) instead, as long as before; everyone who has a seat or waits is told.

    Who is in another session then gives their seat back by it, and hears so; it goes to the next in the line. A repeated call
    changes nothing. Raises Refused as `publish` does, and once it has begun or is cancelled.
    """
    with refused_politely(), transaction.atomic():
        group = groups.hold_everyone(group)
        policies.demand(policies.can_run_group, by, group)
        meeting = group.meeting
        if meeting.starts_at == start and meeting.is_booked:
            return
        if not meeting.is_booked or meeting.has_begun:
            raise Refused("This session has begun or was cancelled, so it can no longer be moved.")
        end = start + (meeting.ends_at - meeting.starts_at)
        groups.refuse_hour(meeting.cohort, meeting.host, start, end, leaving_out=meeting)
        outbox.withdraw(about=meeting)
        for guest in _engaged(meeting, start, end):
            seats.give_back(group, guest, why="moved")
        _put(meeting, by, start, end, reason)
        group = seats.hold(group)
        seats.tell_line(list(group.waiting.select_related("person")), group.meeting, "moved")
        seats.fill(group)


def _engaged(meeting: Session, start: datetime, end: datetime) -> list[User]:
    """The guests who are in another session between two instants: one query."""
    elsewhere = Attendance.objects.filter(status=Attendance.Status.ACTIVE, during__overlap=(start, end)).exclude(meeting=meeting)
    return list(User.objects.filter(attendances__in=meeting.attendances.guests()).filter(pk__in=elsewhere.values("person")))


def _put(meeting: Session, by: User, start: datetime, end: datetime, reason: str) -> None:
    Move.objects.create(meeting=meeting, by=by, was=meeting.during, reason=reason)
    Session.objects.filter(pk=meeting.pk).update(during=(start, end), sequence=F("sequence") + 1)
    meeting.attendances.filter(status=Attendance.Status.ACTIVE).update(sequence=F("sequence") + 1)
    moved = Session.objects.with_people().get(pk=meeting.pk)
    freetime.refresh(moved.people)
    invitations.send_moved(moved)
