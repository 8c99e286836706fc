"""A coming cohort with mentors and mentees who offer hours: shared by the tests of proposals, boards and endings."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from mentoring.models import Cohort, Match, User, WeeklyHours
from tests.mentoring.conftest import enrol


@pytest.fixture
def draft(olga):
    """A cohort that is not approved yet."""
    today = timezone.now().date()
    return Cohort.objects.create(slug="autumn", name="Autumn cohort", starts_on=today + timedelta(20), ends_on=today + timedelta(100))


def someone(cohort, role, name, hours=(8, 12), **facts):
    """A person with a place in the cohort, free on Mondays."""
    person = User.objects.create_user(f"{name.lower()}@example.org", name=name, zone="UTC")
    if hours:
        WeeklyHours.objects.create(person=person, weekday=0, starts=time(hours[0]), ends=time(hours[1]))
    return enrol(cohort, person, role, **facts)


def mentor(cohort, name, capacity=1, **facts):
    return someone(cohort, "mentor", name, capacity=capacity, **facts)


def mentee(cohort, name, **facts):
    return someone(cohort, "mentee", name, **facts)


def pairs(**only):
    """(mentee, mentor, status, locked) of every match, by name."""
    rows = Match.objects.filter(**only).order_by("mentee__person__name", "created_at")
    return list(rows.values_list("mentee__person__name", "mentor__person__name", "status", "locked"))
