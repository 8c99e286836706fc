"""Crowds that book and cancel at random: nobody is ever in two places, and nobody has more than their share of a week."""

import os
import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, OperationalError, connections
from django.db.models import F
from django.utils import timezone

from gurukool.lib.refusals import Refused
from mentoring.actions import freetime, sessions
from mentoring.models import Attendance, Availability, Cohort, Enrolment, Match, SelfAssessment, Session, User, WeeklyHours
from mentoring.selectors import diary
from tests.faults.test_booking_race import no_constraint, overlapping_pairs
from tests.mentoring.conftest import cohort, enrolled, match, next_tuesday

__all__ = ["cohort", "enrolled", "match", "no_constraint"]

FULL = os.environ.get("PROOF") == "full"
MENTORS, MENTEES, COHORTS = 20, 50, 3
ACTS = 4000 if FULL else 300
THREADS = 16
LENGTHS = [30, 45, 60]
ZONES = ["America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def crowd(olga):
    """Twenty mentors in four zones, fifty mentees in three cohorts: a match in each, with mentors drawn by lot."""
    mentors = people("mentor", MENTORS)
    mentees = people("mentee", MENTEES)
    WeeklyHours.objects.bulk_create(
        WeeklyHours(person=each, weekday=day, starts=time(9), ends=time(12)) for each in mentors for day in range(5)
    )
    Availability.objects.bulk_create(Availability(person=each, lengths=LENGTHS, notice_hours=0) for each in mentors)
    chance = random.Random(4)
    matches = [match for number in range(COHORTS) for match in matched(number, mentors, mentees, olga, chance)]
    return list(Match.objects.with_people().filter(pk__in=[match.pk for match in matches]))


def people(name, count):
    return User.objects.bulk_create(
        User(email=f"{name}{n}@example.org", name=f"{name} {n}", zone=ZONES[n % len(ZONES)], password="!") for n in range(count)
    )


def matched(number, mentors, mentees, admin, chance):
    today, now = date.today(), timezone.now()
    facts = {"starts_on": today - timedelta(days=7), "ends_on": today + timedelta(days=70), "sessions_per_week": 5}
    cohort = Cohort.objects.create(slug=f"crowd-{number}", name=f"Crowd {number}", approved_at=now, approved_by=admin, **facts)
    seat = {"cohort": cohort, "invited_at": now, "confirmed_at": now}
    offering = Enrolment.objects.bulk_create(Enrolment(person=each, role="mentor", capacity=MENTEES, **seat) for each in mentors)
    learning = Enrolment.objects.bulk_create(Enrolment(person=each, role="mentee", **seat) for each in mentees)
    SelfAssessment.objects.bulk_create(SelfAssessment(place=place, taken="start", brings="B", expects="E") for place in learning)
    return Match.objects.bulk_create(
        Match(cohort=cohort, mentor=chance.choice(offering), mentee=place, status="confirmed", confirmed_at=now) for place in learning
    )


def wishes(crowd, chance):
    """What each act will try to book: hours of one week that were free at first, of any length, so that many overlap in part."""
    frm = timezone.now() + timedelta(days=3)
    free = {
        (match.pk, minutes): diary.free_slots(match, frm, frm + timedelta(days=7), length=timedelta(minutes=minutes))
        for match in crowd
        for minutes in LENGTHS
    }
    for _ in range(ACTS):
        match, minutes = chance.choice(crowd), chance.choice(LENGTHS)
        yield match, chance.choice(free[match.pk, minutes]).start, minutes, chance.random() < 0.25


def act(wish):
    """Book what one wishes; one in four then thinks better of it."""
    match, start, minutes, regrets = wish
    try:
        meeting = sessions.book(match, start, by=match.guest, minutes=minutes)
        if regrets:
            sessions.cancel(meeting, by=match.guest, reason="I cannot after all.")
        return "cancelled" if regrets else "booked"
    except Refused:
        return "refused"
    except (IntegrityError, OperationalError):
        return "clash of kept rows"  # only in the control: two write one person's rows at once, or wait for each other
    finally:
        connections.close_all()


def let_loose(crowd):
    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(pool.map(act, list(wishes(crowd, random.Random(5545)))))


@pytest.mark.proof
def test_a_crowd_that_books_at_random_leaves_no_overlap(crowd):
    outcomes = let_loose(crowd)
    print(f"{MENTORS} mentors, {MENTEES} mentees: {dict(outcomes)}; {overlapping_pairs()} overlapping pairs")
    assert sum(outcomes.values()) == ACTS
    assert set(outcomes) == {"booked", "cancelled", "refused"}
    assert min(outcomes.values()) > 10
    assert overlapping_pairs() == 0
    assert not Attendance.objects.exclude(during=F("meeting__during")).exists()


def test_control_without_lock_and_constraint_a_crowd_overlaps(crowd, no_constraint, monkeypatch):
    for module in (sessions, freetime):
        monkeypatch.setattr(module, "lock_people", lambda ids: None)
    busiest, _ = Counter(match.mentor_id for match in crowd if match.cohort_id == crowd[0].cohort_id).most_common(1)[0]
    let_loose([match for match in crowd if match.mentor_id == busiest])
    assert overlapping_pairs() > 0


@pytest.mark.proof
def test_one_session_a_week_is_one_however_many_clicks(match, maya, mina):
    """Fifty clicks at the same moment, each for another hour of one week."""
    WeeklyHours.objects.bulk_create(WeeklyHours(person=maya, weekday=day, starts=time(0), ends=time(0)) for day in (1, 2, 3))
    hours = [next_tuesday() + timedelta(hours=n) for n in range(50)]
    gate = threading.Barrier(len(hours))

    def click(start):
        gate.wait()
        return act((match, start, None, False))

    with ThreadPoolExecutor(len(hours)) as pool:
        outcomes = Counter(pool.map(click, hours))
    assert outcomes == {"booked": 1, "refused": 49}
    assert Session.objects.booked().count() == 1
    print(f"one a week, {len(hours)} clicks at once: {dict(outcomes)}")
