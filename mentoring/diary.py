"""What the database says about people's time, in the words of the pure modules."""

from datetime import datetime, timedelta

from mentoring import slots
from mentoring.models import Attendance, DateOverride, Match, Session, User, WeeklyHours


def hours_of(person: User) -> slots.Hours:
    """The hours a person offers, in their own zone (two queries)."""
    weekly = WeeklyHours.objects.filter(person=person).values_list("weekday", "starts", "ends")
    overrides = DateOverride.objects.filter(person=person).values_list("day", "starts", "ends")
    return slots.Hours(person.zone, tuple(slots.Weekly(*row) for row in weekly), tuple(slots.Override(*row) for row in overrides))


def busy(people: list[User], frm: datetime, until: datetime) -> list[slots.Span]:
    """When any of these people is in a session, within `frm`..`until` (UTC; one query)."""
    active = Attendance.objects.filter(person__in=people, status=Attendance.Status.ACTIVE, during__overlap=(frm, until))
    return [slots.Span(during.lower, during.upper) for during in active.values_list("during", flat=True)]


def free_slots(match: Match, frm: datetime, until: datetime) -> list[slots.Span]:
    """What the mentee of a match can book between two instants (UTC): the mentor's hours, less both people's sessions."""
    length = timedelta(minutes=match.cohort.session_minutes)
    taken = busy(match.people, frm, until + length)
    return list(slots.slots(hours_of(match.mentor.person), taken, frm=frm, until=until, length=length))


def week_of(moment: datetime, person: User) -> tuple[datetime, datetime]:
    """The Monday-to-Monday week around an instant on a person's own clock, as UTC instants."""
    local = moment.astimezone(person.tz)
    monday = local.date() - timedelta(days=local.weekday())
    return tuple(slots.instant(day, slots.MIDNIGHT, person.tz) for day in (monday, monday + timedelta(days=7)))


def sessions_in_week(match: Match, moment: datetime) -> int:
    """How many sessions a match has in the mentee's week around `moment`; cancelled ones do not count."""
    monday, next_monday = week_of(moment, match.mentee.person)
    week = Session.objects.filter(match=match, during__startswith__gte=monday, during__startswith__lt=next_monday)
    return week.exclude(status=Session.Status.CANCELLED).count()
