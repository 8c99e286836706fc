"""A session is cancelled or moved while its reminder is being claimed: nobody is reminded of an hour that is no longer true."""

import os
import random
import threading
import time

import pytest
from django.db import connections
from django.utils import timezone

from etiquette import outbox
from etiquette.models import Email
from mentoring.actions import moves, sessions
from mentoring.models import Session
from tests.etiquette.conftest import sink
from tests.mentoring.conftest import cohort, enrolled, hours, match, next_tuesday

__all__ = ["cohort", "enrolled", "hours", "match", "sink"]

FULL = os.environ.get("PROOF") == "full"
RUNS = 500 if FULL else 24
GRACE = 1.0  # seconds after the commit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def arrivals(sink):
    """When each mail arrived: (seconds, subject)."""
    found = []
    sink.before_reply = lambda mail: found.append((time.monotonic(), mail["Subject"]))
    return found


def cancel(meeting):
    sessions.cancel(meeting, by=meeting.guest, reason="Ill.")


def move(meeting):
    moves.move(meeting, by=meeting.guest, start=next_tuesday(weeks=2), reason="A clash.")


def only_reminders_are_due():
    """The invitations have gone; the two reminders of both people are due now."""
    Email.objects.exclude(kind="session_reminder").delete()
    Email.objects.filter(kind="session_reminder").update(not_before=None, next_attempt_at=timezone.now())


def while_delivering(act, meeting, after):
    """Change the session, and deliver `after` seconds later; returns when the change began and was committed (monotonic seconds)."""
    gate, clock = threading.Barrier(2), []

    def change():
        gate.wait()
        clock.append(time.monotonic())
        act(meeting)
        clock.append(time.monotonic())
        connections.close_all()

    changer = threading.Thread(target=change)
    changer.start()
    gate.wait()
    time.sleep(after)
    outbox.deliver()
    changer.join()
    return clock


@pytest.mark.proof
@pytest.mark.parametrize("act", [cancel, move])
def test_nobody_is_reminded_of_the_old_hour(match, hours, mina, arrivals, act):
    chance, late, before, withdrawn, lasts = random.Random(24), [], 0, 0, 0.1
    for run in range(RUNS // 2):
        meeting = sessions.book(match, next_tuesday(weeks=run % 2), by=mina)
        only_reminders_are_due()
        arrivals.clear()
        began, committed = while_delivering(act, meeting, chance.uniform(0, 1.3 * lasts))  # before, into and after it
        lasts = committed - began
        outbox.deliver()
        old = [at for at, subject in arrivals if not subject.startswith(("Cancelled:", "Moved:"))]
        late += [at - committed for at in old if at > committed + GRACE]
        before += len(old)
        withdrawn += Email.objects.filter(kind="session_reminder", status=Email.Status.WITHDRAWN).count()
        Session.objects.all().delete()
        Email.objects.all().delete()
    print(f"{act.__name__}: {RUNS // 2} runs, {before} reminders sent first, {withdrawn} withdrawn, {len(late)} more than {GRACE} s after")
    assert late == []
    assert min(before, withdrawn) > 0
