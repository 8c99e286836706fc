"""Two want to move to the same hour; one swaps what the other cancels: whoever comes second hears so, nothing is in between."""

import os
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, time
from functools import partial

import pytest
from django.db import connections
from django.db.models import F
from django.utils import timezone

from etiquette.models import Email
from gurukool.lib.refusals import Refused
from mentoring.actions import moves, sessions
from mentoring.actions.clashes import SENTENCES
from mentoring.models import Attendance, Match, Move, Session
from mentoring.selectors import diary
from tests.faults.test_booking_race import overlapping_pairs
from tests.mentoring.conftest import cohort, enrol, enrolled, hours, match, next_tuesday

__all__ = ["cohort", "enrolled", "hours", "match"]

FULL = os.environ.get("PROOF") == "full"
ROUNDS = 100 if FULL else 8
WANTED = next_tuesday(time(9), weeks=2)
WAS_CANCELLED = "This session was cancelled, so it cannot be moved. Please book another hour instead."

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def booked(cohort, enrolled, match, hours, mina, otto):
    """Book one session of mina's and one of otto's with the same mentor, in different weeks, after wiping what was there."""
    facts = {"mentor": enrolled.mentor, "mentee": enrol(cohort, otto, "mentee"), "status": "confirmed", "confirmed_at": timezone.now()}
    rival = Match.objects.create(cohort=cohort, **facts)

    def book():
        Session.objects.all().delete()
        Email.objects.all().delete()
        return sessions.book(match, next_tuesday(), by=mina), sessions.book(rival, next_tuesday(weeks=1), by=otto)

    return book


def at_once(*acts):
    """Run these at the same moment: "done", or the sentence of the refusal, for each."""
    gate = threading.Barrier(len(acts))

    def run(act):
        gate.wait()
        try:
            act()
        except Refused as refusal:
            return str(refusal)
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def both_move_there(booked):
    """What both hear; whatever that is, one session is there, and nobody in two places."""
    said = at_once(*(partial(moves.move, each, each.guest, WANTED, "A train.") for each in booked()))
    assert (Session.objects.filter(during__startswith=WANTED).count(), Move.objects.count(), said.count("done")) == (1, 1, 1)
    assert (overlapping_pairs(), Attendance.objects.exclude(during=F("meeting__during")).count()) == (0, 0)
    return said


@pytest.mark.proof
def test_of_two_who_move_to_one_hour_one_gets_it(booked):
    for _ in range(ROUNDS):
        assert sorted(both_move_there(booked)) == sorted(["done", diary.TAKEN])
    print(f"two movers for one hour, {ROUNDS} times: one moved and one was refused, each time")


def test_control_without_the_lock_they_meet_at_the_constraint(booked, monkeypatch):
    monkeypatch.setattr(moves, "lock_people", lambda ids: None)
    assert any(SENTENCES["nobody_in_two_places"] in both_move_there(booked) for _ in range(ROUNDS))


@pytest.mark.proof
def test_what_is_swapped_while_it_is_cancelled_is_cancelled_where_it_is(booked, maya, mina):
    firsts = Counter(swap_against_cancel(*booked(), maya, mina) for _ in range(ROUNDS))
    print(f"a swap against a cancellation, {ROUNDS} times: first came {dict(firsts)}; every mail names the hour that is true")


def swap_against_cancel(minas, ottos, maya, mina):
    """Says which came first; either way mina's session is off, and all that waits to be mailed says so, at the true hour."""
    was = minas.starts_at
    swapped, cancelled = at_once(
        partial(moves.swap, minas, ottos, by=maya, seen=was, reason="Better so."),
        partial(sessions.cancel, minas, by=mina, reason="Ill."),
    )
    assert (swapped, cancelled) in {("done", "done"), (WAS_CANCELLED, "done")}
    minas, ottos = (Session.objects.with_people().get(pk=each.pk) for each in (minas, ottos))
    assert (minas.status, ottos.status, ottos.starts_at == was) == ("cancelled", "booked", swapped == "done")
    assert set(minas.attendances.values_list("status", "during", "sequence")) == {("cancelled", minas.during, minas.sequence)}
    assert waiting(minas) == {"session_cancelled"}
    assert waiting(ottos) == {"session_moved" if swapped == "done" else "session_invitation", "session_reminder"}
    return "the swap" if swapped == "done" else "the cancellation"


def waiting(meeting):
    """The kinds of mail that wait; each calendar file among them names the hour the session is at."""
    mails = list(Email.objects.about(meeting).unsent())
    begins = f"DTSTART:{meeting.starts_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    assert all(begins in mail.calendar for mail in mails if mail.calendar)
    return {mail.kind for mail in mails}
