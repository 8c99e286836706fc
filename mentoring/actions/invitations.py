"""The mails of a session: invitation, reminders, cancellation. Rows of the outbox, written with the act itself."""

from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.text import get_text_list

from etiquette import outbox
from etiquette.models import Email
from gurukool.lib.mail import Mail
from mentoring.calendars import invitations as calendars
from mentoring.calendars import links
from mentoring.models import Attendance, Match, Session, User
from mentoring.selectors.feeds import uid

REMINDERS = {"24h": timedelta(hours=24), "1h": timedelta(hours=1)}


def send_invitations(meeting: Session) -> None:
    """Queue the invitation and the reminders for both people; keys make a second call harmless."""
    for attendance in _attendances(meeting):
        calendar = calendars.request(invitation(meeting, attendance))
        _post(attendance, meeting, "invite", "session_invitation", calendar=calendar, calendar_method="REQUEST")
        _post_reminders(attendance, meeting)


def send_moved(meeting: Session) -> None:
    """Queue the invitation with the new hour, and reminders for it. The attendances' sequence must already be raised."""
    last = meeting.moves.select_related("by").last()
    for attendance in _attendances(meeting):
        calendar = calendars.request(invitation(meeting, attendance))
        _post(attendance, meeting, "move", "session_moved", facts={"move": last}, calendar=calendar, calendar_method="REQUEST")
        _post_reminders(attendance, meeting)


def send_cancellations(meeting: Session) -> None:
    """Queue the calendar cancellation for both people. Their attendances' sequence must already be raised."""
    facts = {"is_over_between_them": meeting.cancelled_by_id is None or bool(meeting.match and meeting.match.status == Match.Status.ENDED)}
    for attendance in _attendances(meeting):
        calendar = calendars.cancel(invitation(meeting, attendance))
        _post(attendance, meeting, "cancel", "session_cancelled", facts=facts, calendar=calendar, calendar_method="CANCEL")


def _post_reminders(attendance: Attendance, meeting: Session) -> None:
    for name, before in REMINDERS.items():
        at = meeting.starts_at - before
        if at > timezone.now():
            _post(attendance, meeting, name, "session_reminder", not_before=at, expires=meeting.starts_at)


def _post(attendance: Attendance, meeting: Session, kind: str, template: str, facts: dict | None = None, **options) -> None:
    person = attendance.person
    outbox.post(
        template,
        to=person,
        template=f"mentoring/email/{template}",
        context=_context(meeting, person) | (facts or {}),
        key=f"attendance:{attendance.pk}:{attendance.sequence}:{kind}",
        about=meeting,
        essential=True,
        **options,
    )


def _context(meeting: Session, person: User) -> dict:
    """What a mail of a session says to one of its people."""
    facts = {"person": person, "other": meeting.other(person), "meeting": meeting, "is_host": person == meeting.host}
    return facts | {"add_links": add_links(meeting), "url": meeting.get_absolute_url(), "button": "Open the session"}


def compose_reminder(email: Email) -> Mail | None:
    """A reminder in the words of the hour it goes: names and zones may have changed since it was queued.

    None once the session is called off, or this person not in it any more.
    """
    seats = Attendance.objects.filter(meeting=email.about_id, person=email.person, status__in=Attendance.TAKING_PART)
    meeting = Session.objects.booked().with_people().filter(pk__in=seats.values("meeting")).first()
    if meeting is None:
        return None
    context = _context(meeting, email.person)
    return outbox.compose(email.kind, to=email.person, template="mentoring/email/session_reminder", context=context, essential=True)


def _attendances(meeting: Session):
    active = Attendance.objects.filter(meeting=meeting, status__in=Attendance.TAKING_PART)
    return active.select_related("person").order_by("person_id")


def invitation(meeting: Session, seat: Attendance) -> calendars.Invitation:
    """A session as the calendar file of one attendance; the organizer is always the programme.

    It names the address of its reader alone: members of a cohort do not see each other's.
    """
    sender, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    url = settings.SITE_URL + meeting.get_absolute_url()
    return calendars.Invitation(
        uid=uid(meeting),
        sequence=seat.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        written_at=timezone.now(),
        title=_title(meeting),
        description=_details(meeting),
        url=url,
        location=meeting.room_url,
        organizer=calendars.Guest(sender, address),
        guests=(calendars.Guest(seat.person.name, seat.person.email),),
    )


def add_links(meeting: Session) -> list[links.Link]:
    """Links that add a session to a calendar by hand; such a copy does not follow when the session moves."""
    return links.for_session(_title(meeting), meeting.starts_at, meeting.ends_at, _details(meeting), meeting.room_url)


def _title(meeting: Session) -> str:
    return "Gurukool: " + get_text_list(meeting.guests, "and") + f" with {meeting.host}"


def _details(meeting: Session) -> str:
    return f"Preparation, brief, moving or cancelling: {settings.SITE_URL}{meeting.get_absolute_url()}"
