"""Fifty people want five seats at the same moment, over real HTTP."""

import http.client
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from etiquette.models import Email
from mentoring.actions import seats
from mentoring.models import Attendance, Enrolment, Group, Session, User
from tests.faults.test_booking_race import TOKEN, login
from tests.mentoring.conftest import (
    cohort,  # noqa: F401 - a fixture
    next_tuesday,
    offer,
)
from tests.processes import web

JOINERS, SEATS = 50, 5

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def joiners(cohort, maya):  # noqa: F811
    """maya's group of five seats, and fifty members of the cohort: (login cookie, join address) of each."""
    now = timezone.now()
    Enrolment.objects.create(cohort=cohort, person=maya, role="mentor", invited_at=now, confirmed_at=now)
    group = offer(cohort, maya, next_tuesday(weeks=1), capacity=SEATS)
    people = User.objects.bulk_create(User(email=f"joiner{n}@example.org", name=f"Joiner {n}", password="!") for n in range(JOINERS))
    Enrolment.objects.bulk_create(
        Enrolment(cohort=cohort, person=person, role="mentee", invited_at=now, confirmed_at=now) for person in people
    )
    return [(login(person), f"/groups/{group.meeting_id}/join/") for person in people]


def attempt(port, cookie, url, barrier):
    """One POST; returns its status."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": f"sessionid={cookie}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN, "Host": "localhost"}
    barrier.wait()
    client.request("POST", url, "", headers)
    status = client.getresponse().status
    client.close()
    return status


def all_at_once(joiners, application="gurukool.wsgi:application"):
    barrier = threading.Barrier(len(joiners))
    with web(application, threads=16) as port, ThreadPoolExecutor(len(joiners)) as pool:
        return Counter(pool.map(lambda joiner: attempt(port, *joiner, barrier), joiners))


def seated():
    return Attendance.objects.filter(role="guest", status="active").count()


def test_exactly_five_of_fifty_get_a_seat_and_the_rest_stand_in_one_line(joiners):
    answers = all_at_once(joiners)
    group = Group.objects.get()
    assert (answers, seated(), group.taken) == ({302: JOINERS}, SEATS, SEATS)
    assert list(group.waiting.values_list("position", flat=True)) == list(range(1, JOINERS - SEATS + 1))
    assert Email.objects.filter(kind="group_invitation").exclude(person=group.meeting.host).count() == SEATS


def test_seats_given_back_go_down_the_line_in_its_order(joiners):
    all_at_once(joiners)
    group = Group.objects.get()
    line = list(group.waiting.values_list("person", flat=True))
    for seat in list(Attendance.objects.filter(role="guest", status="active").select_related("person")):
        seats.leave(group, by=seat.person)
    now = set(Attendance.objects.filter(role="guest", status="active").values_list("person", flat=True))
    assert (now, list(group.waiting.values_list("person", flat=True))) == (set(line[:SEATS]), line[SEATS:])


@pytest.fixture
def no_constraint(db):
    """Take the backstop away, and put it back."""
    [constraint] = [each for each in Group._meta.constraints if each.name == "seats_within_capacity"]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Group, constraint)
    yield
    Session.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(Group, constraint)


def test_control_without_lock_and_constraint_more_than_five_are_seated(joiners, no_constraint):
    all_at_once(joiners, "tests.faults.unlocked_seats:application")
    assert seated() > SEATS


def test_without_the_lock_the_constraint_alone_still_seats_no_sixth(joiners):
    all_at_once(joiners, "tests.faults.unlocked_seats:application")
    assert (seated(), Group.objects.get().taken) == (SEATS, SEATS)
