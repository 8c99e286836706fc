"""A coming cohort with a proposed match, and what tests of approving do again and again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring.actions import approvals, matching
from mentoring.models import Cohort, Match, News, User
from tests.mentoring.conftest import enrol


@pytest.fixture
def draft(olga):
    today = timezone.now().date()
    return Cohort.objects.create(slug="autumn", name="Autumn cohort", starts_on=today + timedelta(20), ends_on=today + timedelta(100))


@pytest.fixture
def mentor(draft, maya):
    return enrol(draft, maya, "mentor", capacity=5)


@pytest.fixture
def mentee(draft, mina):
    return enrol(draft, mina, "mentee")


@pytest.fixture
def proposed(mentor, mentee, olga):
    return matching.propose(mentee, mentor, by=olga)


def more(mentor, count, by):
    people = [User.objects.create_user(f"m{n}@example.org", name=f"Mentee {n}", zone="Asia/Kolkata") for n in range(count)]
    return [matching.propose(enrol(mentor.cohort, person, "mentee"), mentor, by=by) for person in people]


def seen(cohort):
    return approvals.fingerprint(list(approvals.to_approve(cohort)))


def approve(cohort, by):
    return approvals.approve(cohort, by=by, seen=seen(cohort))


def refusal(call, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return str(refused.value)


def nothing_happened():
    rows = [Match.objects.exclude(status="proposed"), Cohort.objects.exclude(approved_at=None), Email.objects, Duty.objects, News.objects]
    return [each.count() for each in rows] == [0, 0, 0, 0, 0]
