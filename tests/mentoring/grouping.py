"""A session of many with four guests who may come, and what tests ask of it again and again."""

from datetime import timedelta

import pytest

from etiquette.models import Email
from mentoring.models import Attendance, Group, Session, User
from tests.mentoring.conftest import enrol, next_tuesday, offer

HOUR = timedelta(hours=1)


@pytest.fixture
def guests(cohort, enrolled):
    """Four more mentees: ann, bea, cai, dot."""
    people = [User.objects.create_user(f"{name.lower()}@example.org", name=f"{name} Guest") for name in ("Ann", "Bea", "Cai", "Dot")]
    for person in people:
        enrol(cohort, person, "mentee")
    return people


@pytest.fixture
def group(cohort, enrolled, maya):
    """maya's, for two guests, on a Tuesday at 08:00 in New York."""
    return offer(cohort, maya, next_tuesday(weeks=1))


def fresh(group):
    return Group.objects.with_meeting().get(pk=group.pk)


def seated(group):
    rows = group.meeting.attendances.filter(role="guest", status="active").order_by("person__name")
    return [seat.person.get_short_name() for seat in rows.select_related("person")]


def line(group):
    return [waiting.person.get_short_name() for waiting in group.waiting.select_related("person")]


def mails(person, *kinds):
    rows = Email.objects.filter(person=person, kind__in=kinds).exclude(status="withdrawn").order_by("created_at", "key")
    return [(mail.kind, mail.calendar_method, _sequence(mail)) for mail in rows]


def _sequence(mail):
    return next((int(row.removeprefix("SEQUENCE:")) for row in mail.calendar.splitlines() if row.startswith("SEQUENCE:")), None)


def is_counted(group):
    return fresh(group).taken == len(seated(group)) <= fresh(group).capacity


def busy(person, start, cohort):
    meeting = Session.objects.create(cohort=cohort, format="open", host=person, during=(start, start + HOUR))
    Attendance.objects.create(meeting=meeting, person=person, role="host", during=meeting.during)
    return meeting
