"""What a person's calendar feed holds."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from mentoring.calendars.feeds import Entry
from mentoring.models import Attendance, Session, User

PAST = timedelta(days=365)
CANCELLED = timedelta(days=30)  # after its hour: long enough for every program to have read that it is off


def entries(person: User) -> list[Entry]:
    """Their sessions from a year ago on, by time; those called off until 30 days after their hour. Constant queries."""
    seats = {seat.meeting_id: seat for seat in Attendance.objects.filter(person=person, during__endswith__gt=timezone.now() - PAST)}
    meetings = Session.objects.filter(pk__in=seats).with_people().order_by("during", "pk")
    found = [_entry(meeting, seats[meeting.pk], person) for meeting in meetings]
    return [entry for entry in found if not entry.is_off or entry.ends_at > timezone.now() - CANCELLED]


def uid(meeting: Session) -> str:
    """The name of a session in every calendar, for life."""
    return f"{meeting.pk}@{settings.SITE_HOST}"


def _entry(meeting: Session, seat: Attendance, person: User) -> Entry:
    return Entry(
        uid=uid(meeting),
        sequence=seat.sequence,
        starts_at=seat.during.lower,
        ends_at=seat.during.upper,
        booked_at=seat.created_at,
        title=_title(meeting, person),
        url=settings.SITE_URL + meeting.get_absolute_url(),
        is_off=seat.status != Attendance.Status.ACTIVE,
    )


def _title(meeting: Session, person: User) -> str:
    """What it is, and of a session of two with whom: first names only."""
    if meeting.is_group:
        return meeting.name
    return f"{meeting.name} with {meeting.other(person).get_short_name()}"
