"""Hundreds of people want the same hour at the same moment, over real HTTP; at full length a thousand, five times over."""

import http.client
import os
import threading
import time as timing
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from urllib.parse import urlencode

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from mentoring.models import Attendance, Enrolment, Match, SelfAssessment, Session, User, WeeklyHours
from tests.mentoring.conftest import (
    cohort,  # noqa: F401 - a fixture
    next_tuesday,
)
from tests.processes import web

FULL = os.environ.get("PROOF") == "full"
RIVALS, WORKERS, ROUNDS = (1000, 8, 5) if FULL else (200, 2, 1)
PATIENCE = 120  # seconds; a browser has more
TOKEN = "t" * 32  # the CSRF cookie and header need only agree

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rivals(cohort, maya):  # noqa: F811
    """One mentor with one offered hour, and `RIVALS` mentees who are all matched with her: (login cookie, book URL) of each."""
    now = timezone.now()
    WeeklyHours.objects.create(person=maya, weekday=1, starts=time(8), ends=time(9))
    mentor = Enrolment.objects.create(cohort=cohort, person=maya, role="mentor", capacity=RIVALS, invited_at=now, confirmed_at=now)
    people = User.objects.bulk_create(
        User(email=f"rival{n}@example.org", name=f"Rival {n}", zone="Asia/Kolkata", password="!") for n in range(RIVALS)
    )
    places = Enrolment.objects.bulk_create(
        Enrolment(cohort=cohort, person=person, role="mentee", invited_at=now, confirmed_at=now) for person in people
    )
    SelfAssessment.objects.bulk_create(SelfAssessment(place=place, taken="start", brings="B", expects="E") for place in places)
    matches = Match.objects.bulk_create(
        Match(cohort=cohort, mentor=mentor, mentee=place, status="confirmed", confirmed_at=now) for place in places
    )
    return [(login(person), f"/matches/{match.pk}/book/") for person, match in zip(people, matches, strict=True)]


def login(person):
    store = SessionStore()
    store[SESSION_KEY], store[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store.create()
    return store.session_key


def attempt(port, cookie, url, start, barrier):
    """One POST; returns (status, body, seconds); status 0 when no answer came in time."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {
        "Cookie": f"sessionid={cookie}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Content-Type": "application/x-www-form-urlencoded",
        "Host": "localhost",
    }
    barrier.wait()
    began = timing.monotonic()
    try:
        client.request("POST", url, urlencode({"start": start.isoformat()}), headers)
        response = client.getresponse()
        return response.status, response.read().decode(), timing.monotonic() - began
    except TimeoutError:
        return 0, "", timing.monotonic() - began
    finally:
        client.close()


def all_at_once(port, rivals, start):
    barrier = threading.Barrier(len(rivals))
    with ThreadPoolExecutor(len(rivals)) as pool:
        return list(pool.map(lambda rival: attempt(port, *rival, start, barrier), rivals))


def summed_up(answers):
    """How many answers there were of each status, and the 99th percentile of their seconds."""
    seconds = sorted(each[2] for each in answers)
    return Counter(each[0] for each in answers), seconds[int(len(seconds) * 0.99)]


def overlapping_pairs():
    """How many pairs of active attendances of one person overlap, counted by a self-join."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM mentoring_attendance a JOIN mentoring_attendance b
               ON a.person_id = b.person_id AND a.id < b.id AND a.during && b.during
               WHERE a.status = 'active' AND b.status = 'active'"""
        )
        return cursor.fetchone()[0]


@pytest.mark.proof
def test_exactly_one_of_all_rivals_gets_the_hour(rivals):
    with web(workers=WORKERS, threads=16) as port:
        for round_number in range(ROUNDS):
            answers = all_at_once(port, rivals, next_tuesday(weeks=round_number))
            statuses, slowest = summed_up(answers)
            print(f"round {round_number + 1}: {RIVALS} attempts, {WORKERS} processes: {dict(statuses)}, p99 {slowest:.1f} s")
            assert statuses == {302: 1, 409: RIVALS - 1}
            refusals = [body for status, body, _ in answers if status == 409]
            assert all("This hour is no longer free: it may just have been taken." in body for body in refusals)
            assert (Session.objects.count(), Attendance.objects.count()) == (round_number + 1, 2 * (round_number + 1))
    assert overlapping_pairs() == 0


@pytest.fixture
def no_constraint(db):
    """Take the backstop away, and put it back."""
    [constraint] = [each for each in Attendance._meta.constraints if each.name == "nobody_in_two_places"]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Attendance, constraint)
    yield
    Session.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(Attendance, constraint)


@pytest.mark.proof
def test_control_without_lock_and_constraint_the_hour_is_booked_twice(rivals, no_constraint):
    with web("tests.faults.unguarded:application", workers=WORKERS, threads=16) as port:
        for round_number in range(ROUNDS):
            statuses, _ = summed_up(all_at_once(port, rivals, next_tuesday(weeks=round_number)))
            print(f"round {round_number + 1} with the guard off: {dict(statuses)}, {overlapping_pairs()} overlapping pairs")
            assert statuses[302] > 1
    assert overlapping_pairs() > 0


def test_without_the_lock_the_constraint_alone_still_lets_nobody_in_twice(rivals):
    with web("tests.faults.unguarded:application", threads=16) as port:
        all_at_once(port, rivals[:200], next_tuesday())
    assert (Session.objects.count(), overlapping_pairs()) == (1, 0)
