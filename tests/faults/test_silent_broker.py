"""Redis flushed and away while people book: every booking answers at once, and the backlog is gone soon after its return.

`PROOF=full`: away for two minutes, a booking each second and a half; otherwise for six seconds.
"""

import http.client
import os
import time
from datetime import time as clock
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from etiquette.models import Email
from gurukool.embedded import start_valkey, valkey_url
from mentoring.models import Enrolment, Match, SelfAssessment, Session, User, WeeklyHours
from tests.etiquette.smtp import Sink, serve
from tests.faults.test_booking_race import TOKEN, login
from tests.mentoring.conftest import cohort, next_tuesday
from tests.processes import kill, running, wait_for, web

__all__ = ["cohort"]

FULL = os.environ.get("PROOF") == "full"
AWAY, PAIRS = (120, 80) if FULL else (6, 4)
BACKLOG = 60  # seconds after Redis is back
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pairs(cohort):
    """(login cookie, address to book at) of mentees, each with a mentor of their own who offers Tuesdays 08:00 in New York."""
    now, found = timezone.now(), []
    for number in range(PAIRS):
        mentor, mentee = (
            User.objects.create_user(f"{role}{number}@example.org", name=f"{role} {number}", zone=zone)
            for role, zone in (("Mentor", "America/New_York"), ("Mentee", "Asia/Kolkata"))
        )
        WeeklyHours.objects.create(person=mentor, weekday=1, starts=clock(8), ends=clock(9))
        facts = {"cohort": cohort, "invited_at": now, "confirmed_at": now}
        host = Enrolment.objects.create(person=mentor, role="mentor", capacity=1, **facts)
        guest = Enrolment.objects.create(person=mentee, role="mentee", **facts)
        SelfAssessment.objects.create(place=guest, taken="start", brings="B", expects="E")
        match = Match.objects.create(cohort=cohort, mentor=host, mentee=guest, status="confirmed", confirmed_at=now)
        found.append((login(mentee), f"/matches/{match.pk}/book/"))
    return found


def book(port, cookie, address):
    """One booking over HTTP; returns its status and the seconds it took."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Cookie": f"sessionid={cookie}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN, "Host": "localhost"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    begun = time.perf_counter()
    client.request("POST", address, urlencode({"start": next_tuesday().isoformat()}), headers)
    status = client.getresponse().status
    client.close()
    return status, time.perf_counter() - begun


def test_people_book_while_redis_is_away_and_their_mail_goes_when_it_is_back(pairs, tmp_path, monkeypatch):
    sink = Sink()
    controller = serve(sink)
    facts = {"REDIS_URL": valkey_url(tmp_path), "EMAIL_URL": f"smtp://127.0.0.1:{controller.port}", "DEBUG": "False"}
    for name, value in facts.items():
        monkeypatch.setenv(name, value)
    broker = start_valkey(tmp_path)
    quiet = ["--concurrency", "2", "--loglevel", "ERROR", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    try:
        with web(workers=1) as port, running("celery", "-A", "gurukool", "worker", *quiet), running("tests.faults.beat"):
            book(port, *pairs[0])  # warm, or a worker's first page would be measured
            kill(broker)  # and all it held with it: nothing was saved
            answers = []
            for pair in pairs[1:]:
                answers.append(book(port, *pair))
                time.sleep(max(0, AWAY / len(pairs) - answers[-1][1]))
            broker, back = start_valkey(tmp_path), time.monotonic()
            wait_for(lambda: not Email.objects.unsent().filter(not_before=None).exists(), BACKLOG)
            gone = time.monotonic() - back
    finally:
        kill(broker)
        controller.stop()
    slowest = max(seconds for _, seconds in answers)
    print(f"\n{len(answers)} bookings without Redis, the slowest {slowest:.2f} s; backlog gone {gone:.0f} s after its return")
    assert [status for status, _ in answers] == [302] * len(answers)
    # On a busy machine one of a few may be unlucky; a broker that is waited for would slow down every one of them.
    assert (slowest if FULL else min(seconds for _, seconds in answers)) < 1
    assert Session.objects.count() == PAIRS
    assert Email.objects.filter(kind="session_invitation", status="sent").count() == 2 * PAIRS
