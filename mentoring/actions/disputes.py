"""Saying that one came after all, and deciding who is right."""

from django.db import transaction
from django.utils import timezone

from etiquette import outbox
from etiquette.occasions import Owes, happened, settle
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import incidents, sessions
from mentoring.models import Attendance, Dispute, News, Session, User


@transaction.atomic
def dispute(meeting: Session, by: User, note: str) -> Dispute:
    """`by`, who was named as missing, says that they came: it leaves their record until an admin has decided.

    A repeated call returns what exists. Raises PermissionDenied for anyone who was not named by somebody else, or too late.
    """
    meeting = Session.objects.with_people().get(pk=meeting.pk)
    seat = Attendance.objects.select_for_update(of=["self"]).get(meeting=meeting, person=by)
    raised = Dispute.objects.filter(attendance=seat).first()
    if raised:
        return raised
    policies.demand(policies.can_dispute, by, meeting)
    raised = Dispute.objects.create(attendance=seat, note=note)
    raised = Dispute.objects.with_people().get(pk=raised.pk)
    incidents.no_show_after_all(meeting, by)
    admin = meeting.cohort.approved_by
    if admin:
        happened("no_show_disputed", about=raised, at=timezone.now(), people=[Owes("admin", admin, to=by)], scope=meeting.cohort)
    return raised


@transaction.atomic
def decide(raised: Dispute, by: User, verdict: str, answer: str) -> None:
    """An admin says who is right, with a line to the person. Where nobody is missing any more, the session was held.

    Raises Refused when it is decided already; PermissionDenied for anyone but admins, and for their own.
    """
    policies.demand(policies.can_decide_dispute, by, raised)
    facts = {"verdict": verdict, "answer": answer, "decided_by": by, "decided_at": timezone.now()}
    if not Dispute.objects.waiting().filter(pk=raised.pk).update(**facts):
        raise Refused("Somebody has decided this already.")
    seat = raised.attendance
    if verdict == Dispute.Verdict.CAME:
        Attendance.objects.filter(pk=seat.pk).update(came=True)
        sessions.hold_after_all(seat.meeting)
    else:
        incidents.no_show(seat.meeting, seat.person)
    settle("decide_dispute", by=by, abouts=[raised])
    raised.refresh_from_db(fields=list(facts))
    _tell(raised)


def _tell(raised: Dispute) -> None:
    meeting, person = raised.attendance.meeting, raised.attendance.person
    News.objects.tell(person, "session", "An admin has looked at the session you say you came to.", meeting)
    facts = {"dispute": raised, "meeting": meeting, "url": meeting.get_absolute_url(), "button": "Open the session"}
    key = f"dispute:{raised.pk}:decided"
    outbox.post(
        "dispute_decided", to=person, template="mentoring/email/dispute_decided", context=facts, key=key, about=raised, essential=True
    )
