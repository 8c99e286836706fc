"""Where people meet: in a video room of the host's own, or in one made for each session."""

from django.db.models import F
from django.utils import timezone

from etiquette import outbox
from mentoring.actions import invitations, seats
from mentoring.actions.freetime import changing
from mentoring.models import Attendance, Availability, Session, User


def use(by: User, room_link: str) -> int:
    """Host sessions in a room of one's own (an https address), or, with an empty one, in a room made for each.

    Sessions that are booked go there, too: everyone in them gets a new invitation, so that nobody waits in the old room.
    Says how many those are; the same room again changes nothing.
    """
    with changing(by):
        Availability.objects.update_or_create(person=by, defaults={"room_link": room_link})
        coming = list(Session.objects.ahead(timezone.now()).filter(host=by).exclude(room_link=room_link).with_people().order_by("pk"))
        for meeting in coming:
            _change(meeting, room_link)
        return len(coming)


def of(host: User) -> str:
    """The room somebody hosts in now; empty: one is made for each session (one query at most for each instance)."""
    mine = getattr(host, "availability", None)
    return mine.room_link if mine else ""


def _change(meeting: Session, room_link: str) -> None:
    if meeting.is_group:
        seats.hold(meeting.group)
    Session.objects.filter(pk=meeting.pk).update(room_link=room_link, sequence=F("sequence") + 1)
    Attendance.objects.filter(meeting=meeting, status=Attendance.Status.ACTIVE).update(sequence=F("sequence") + 1)
    outbox.withdraw(about=meeting)
    invitations.send_room(Session.objects.with_people().get(pk=meeting.pk))
