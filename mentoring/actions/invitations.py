"""The mails of a session: invitation, reminders, cancellation. Rows of the outbox, written with the act itself."""

from collections.abc import Iterator
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
    """Queue the invitation and the reminders for everyone who takes part; keys make a second call harmless."""
    outbox.post_all(posting for seat in _attendances(meeting) for posting in _invited(meeting, seat))


def send_invitation(meeting: Session, seat: Attendance, **facts) -> None:
    """The same for one of them; `facts` are for the mail's words."""
    outbox.post_all(_invited(meeting, seat, facts))


def send_moved(meeting: Session) -> None:
    """Queue the invitation with the new hour, and reminders for it. The attendances' sequence must already be raised."""
    facts = {"move": meeting.moves.select_related("by").last()}
    outbox.post_all(posting for seat in _attendances(meeting) for posting in _invited(meeting, seat, facts, "move", "moved"))


def send_room(meeting: Session) -> None:
    """Queue the invitation to another room, and reminders that name it. The attendances' sequence must already be raised."""
    outbox.post_all(posting for seat in _attendances(meeting) for posting in _invited(meeting, seat, {"is_new_room": True}))


def send_cancellations(meeting: Session) -> None:
    """Queue the calendar cancellation for everyone. Their attendances' sequence must already be raised."""
    facts = {"is_over_between_them": meeting.cancelled_by_id is None or bool(meeting.match and meeting.match.status == Match.Status.ENDED)}
    outbox.post_all(_called_off(meeting, seat, "cancel", "cancelled", facts, about=meeting) for seat in _attendances(meeting))


def send_left(meeting: Session, seat: Attendance, why: str) -> None:
    """Take a group session out of the calendar of somebody who no longer has a seat: `why` is left, moved, apart or cohort.

    It is about their seat alone: whatever becomes of the session, this stays true, so nothing withdraws it.
    """
    outbox.post_all([_called_off(meeting, seat, "left", "left", {"why": why}, about=None)])


def _invited(meeting: Session, seat: Attendance, facts: dict | None = None, kind="invite", words="invitation") -> Iterator[outbox.Posting]:
    calendar = calendars.request(invitation(meeting, seat))
    yield _posting(seat, meeting, kind, words, facts, calendar=calendar, calendar_method="REQUEST")
    for name, before in REMINDERS.items():
        at = meeting.starts_at - before
        if at > timezone.now():
            yield _posting(seat, meeting, name, "reminder", not_before=at, expires=meeting.starts_at)


def _called_off(meeting: Session, seat: Attendance, kind: str, words: str, facts: dict, about) -> outbox.Posting:
    calendar = calendars.cancel(invitation(meeting, seat))
    return _posting(seat, meeting, kind, words, facts, calendar=calendar, calendar_method="CANCEL", about=about)


def _posting(seat: Attendance, meeting: Session, kind: str, words: str, facts: dict | None = None, **options) -> outbox.Posting:
    """One mail to one of those who take part; `words` names its template, of which groups have their own."""
    template = f"{'group' if meeting.is_group else 'session'}_{words}"
    context = _context(meeting, seat.person) | (facts or {})
    options = {"about": meeting, "essential": True, **options}
    key = f"attendance:{seat.pk}:{seat.sequence}:{kind}"
    return outbox.Posting(template, seat.person, f"mentoring/email/{template}", context, key, **options)


def _context(meeting: Session, person: User) -> dict:
    """What a mail of a session says to one of its people."""
    other = meeting.host if meeting.is_group else meeting.other(person)
    facts = {"person": person, "other": other, "meeting": meeting, "is_host": person == meeting.host}
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
    return outbox.compose(email.kind, to=email.person, template=f"mentoring/email/{email.kind}", context=context, essential=True)


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
    if meeting.is_group:
        return f"Gurukool: {meeting.name} with {meeting.host}"
    what = f"{meeting.kind}, " if meeting.kind else ""
    return f"Gurukool: {what}" + get_text_list(meeting.guests, "and") + f" with {meeting.host}"


def _details(meeting: Session) -> str:
    what = "Agenda, or giving your seat back" if meeting.is_group else "Preparation, brief, moving or cancelling"
    return f"{what}: {settings.SITE_URL}{meeting.get_absolute_url()}"
