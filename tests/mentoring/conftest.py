"""A running cohort around the cast: mina is matched with maya, who offers Tuesday and Saturday mornings."""

import zoneinfo
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from mentoring.actions import applications, groups
from mentoring.models import Cohort, Enrolment, Match, SelfAssessment, WeeklyHours
from tests.mentoring.selecting import ANSWERS, shared_out


@pytest.fixture
def cohort(olga):
    today = timezone.now().date()
    return Cohort.objects.create(
        slug="spring",
        name="Spring cohort",
        welcome="Welcome.",
        applications_open_on=today - timedelta(days=60),
        applications_close_on=today - timedelta(days=30),
        starts_on=today - timedelta(days=14),
        ends_on=today + timedelta(days=70),
        approved_at=timezone.now() - timedelta(days=15),
        approved_by=olga,
    )


@pytest.fixture
def applying(db):
    """Another cohort, whose applications are open: two places for mentees."""
    today = timezone.now().date()
    return Cohort.objects.create(
        slug="autumn",
        name="Autumn cohort",
        applications_open_on=today - timedelta(days=2),
        applications_close_on=today + timedelta(days=10),
        decisions_on=today + timedelta(days=20),
        starts_on=today + timedelta(days=40),
        ends_on=today + timedelta(days=120),
        capacity=2,
    )


def enrol(cohort, person, role, **facts):
    """A place that is taken; mentees have looked at themselves already, so that they may book."""
    now = timezone.now()
    place = Enrolment.objects.create(cohort=cohort, person=person, role=role, invited_at=now, confirmed_at=now, **facts)
    if role == "mentee":
        SelfAssessment.objects.create(place=place, taken="start", brings="Patience.", expects="A push.", scores={"asking": 2})
    return place


@pytest.fixture
def enrolled(cohort, maya, mina):
    """maya and mina with a confirmed place each: `enrolled.mentor`, `enrolled.mentee`."""
    return SimpleNamespace(mentor=enrol(cohort, maya, "mentor", capacity=3), mentee=enrol(cohort, mina, "mentee"))


@pytest.fixture
def match(cohort, enrolled):
    return Match.objects.create(
        cohort=cohort, mentor=enrolled.mentor, mentee=enrolled.mentee, status="confirmed", confirmed_at=timezone.now()
    )


@pytest.fixture
def hours(maya):
    """maya offers Tuesday and Saturday, 08:00 to 10:00 in New York."""
    for weekday in (1, 5):
        WeeklyHours.objects.create(person=maya, weekday=weekday, starts=time(8), ends=time(10))


def next_tuesday(clock=time(8), weeks=0):
    """08:00 in New York on the first Tuesday at least two days away, as an aware datetime."""
    day = date.today() + timedelta(days=2)
    day += timedelta(days=(1 - day.weekday()) % 7, weeks=weeks)
    return datetime.combine(day, clock, tzinfo=zoneinfo.ZoneInfo("America/New_York"))


def offer(cohort, host, start, capacity=2, title="Five CVs, read aloud"):
    """A group session of an hour."""
    facts = {"title": title, "agenda": "One CV each.", "start": start, "minutes": 60, "capacity": capacity}
    return groups.publish(cohort, by=host, host=host, **facts)


@pytest.fixture
def application(olga, mina, applying):
    """What mina handed in."""
    return applications.submit(applying, "mentee", by=mina, **ANSWERS)


@pytest.fixture
def reviewed(olga, maya, application, applying):
    """mina's application, shared out to maya and olga."""
    shared_out(applying, olga, maya)
    return application
