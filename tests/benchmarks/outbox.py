"""Inviting, releasing and approving 300 people against 3: the queries must not grow, and each mail costs only its own writing."""

import time
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.actions import approvals, decisions, places, releases
from mentoring.models import Application, Cohort, Enrolment, Match, User
from tests.mentoring.selecting import receive

FEW, MANY, TARGET = 3, 300, 1


def run():
    olga = User.objects.create_user("olga@bench.example.org", name="Olga", is_staff=True)
    for name, prepare in (("invite", _invite), ("release", _release), ("approve", _approve)):
        few, many = (_measure(prepare(_cohort(f"{name}-{count}"), count, olga)) for count in (FEW, MANY))
        yield _line(f"{name}_{MANY}_queries", "queries", many[0], few[0])
        yield _line(f"{name}_{MANY}_time", "ms a person", *(round(seconds * 1000 / n, 2) for (_, seconds), n in ((many, MANY), (few, FEW))))


def _cohort(slug):
    today = timezone.now().date()
    days = {"starts_on": today + timedelta(days=30), "ends_on": today + timedelta(days=90)}
    return Cohort.objects.create(slug=slug, name=slug, capacity=MANY, applications_open_on=today, applications_close_on=today, **days)


def _people(cohort, count):
    return User.objects.bulk_create(User(email=f"{cohort}-{n}@bench.example.org", name=f"Person {n}") for n in range(count))


def _invite(cohort, count, by):
    Enrolment.objects.bulk_create(Enrolment(cohort=cohort, person=person, role="mentee") for person in _people(cohort, count))
    return lambda: places.invite_roster(cohort, by=by)


def _release(cohort, count, by):
    rows = receive(cohort, count, first=count)
    seen = dict.fromkeys((row.pk for row in rows), Application.Status.SUBMITTED)
    decisions.draft_many(cohort, seen, by=by, verdict="admitted")
    return lambda: releases.release(cohort, by=by, expected=count)


def _approve(cohort, count, by):
    """Two mentees a mentor, or so."""
    now = timezone.now()
    taken = {"cohort": cohort, "invited_at": now, "confirmed_at": now}
    everyone = [Enrolment(person=person, role="mentee", **taken) for person in _people(cohort, count + (count + 1) // 2)]
    mentors, mentees = everyone[count:], everyone[:count]
    for mentor in mentors:
        mentor.role, mentor.capacity = "mentor", 2
    Enrolment.objects.bulk_create(everyone)
    pairs = [Match(cohort=cohort, mentee=mentee, mentor=mentors[n // 2]) for n, mentee in enumerate(mentees)]
    Match.objects.bulk_create(pairs)
    seen = approvals.fingerprint(pairs)
    return lambda: approvals.approve(cohort, by=by, seen=seen)


def _measure(act):
    """How many queries it takes, and how many seconds."""
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries), time.perf_counter() - start


def _line(name, unit, many, few):
    ratio = round(many / few, 2)
    return {"name": name, "value": many, "unit": unit, "baseline": few, "ratio": ratio, "target": TARGET, "ok": ratio <= TARGET}
