"""What servers answer: retried with the same Message-ID, or stopped; a hang-up after DATA costs one duplicate at most."""

import asyncio
import os
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from etiquette import outbox
from etiquette.models import Email
from gurukool.lib.mail import Mail
from mentoring.actions import sessions
from tests.etiquette import smtp
from tests.mentoring.conftest import cohort, enrolled, hours, match, next_tuesday

__all__ = ["cohort", "enrolled", "hours", "match"]

MAILS = 10_000 if os.environ.get("PROOF") == "full" else 300
pytestmark = pytest.mark.django_db


class Sink(smtp.Sink):
    """`trouble` of the first DATA: a reply, or `hang up` after the mail is taken, or `silence` until the client gives up."""

    trouble = ""

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        trouble, self.trouble = self.trouble, ""
        if trouble in {"hang up", "silence"}:
            reply = await super().handle_DATA(server, session, envelope)
            if trouble == "hang up":
                server.transport.abort()
            else:
                await asyncio.sleep(1)
            return reply
        return trouble or await super().handle_DATA(server, session, envelope)


@pytest.fixture
def sink(settings):
    sink = Sink()
    controller = smtp.serve(sink)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", controller.port, 30
    yield sink
    controller.stop()


def enqueue(number, subject=None):
    mail = Mail(subject or f"Mail {number}", "Text.", "<p>Text.</p>")
    return outbox.draft("test", to=f"person{number}@example.org", mail=mail, key=f"test:{number}")


@pytest.mark.parametrize(
    ("trouble", "status", "arrivals"),
    [
        ("421 Shutting down", "sent", 1),
        ("450 Mailbox busy", "sent", 1),
        ("550 No such person", "failed", 0),
        ("hang up", "sent", 2),  # it had been taken, which nobody can know who was hung up on
        ("silence", "sent", 2),
    ],
)
def test_each_answer_has_its_end(sink, settings, trouble, status, arrivals):
    settings.EMAIL_TIMEOUT = 0.5 if trouble == "silence" else 30
    Email.objects.bulk_create([enqueue(1), enqueue(2)])
    sink.trouble = trouble
    for day in range(3):
        with time_machine.travel(timezone.now() + timedelta(days=day)):
            while outbox.deliver():
                pass
    arrived = Counter(mail["Message-ID"] for mail in sink.mails)
    ids = {outbox.message_id(f"test:{n}") for n in (1, 2)}
    assert sorted(arrived[each] for each in ids) == sorted([arrivals, 1])  # each its own Message-ID, however often it came
    assert set(arrived) <= ids
    assert sorted(Email.objects.values_list("status", flat=True)) == sorted([status, "sent"])


def test_one_poisonous_row_keeps_nobody_waiting(sink):
    rows = [enqueue(n) for n in range(MAILS)]
    rows[MAILS // 2].subject = "Two\nlines"  # no mail program may be given such a header
    Email.objects.bulk_create(rows, batch_size=1000)
    while outbox.deliver():
        pass
    assert Counter(Email.objects.values_list("status", flat=True)) == {"sent": MAILS - 1, "parked": 1}
    assert len({mail["To"] for mail in sink.mails}) == len(sink.mails) == MAILS - 1


def test_after_26_hours_without_a_scheduler_what_is_past_is_not_sent(sink, match, hours, mina):  # noqa: F811 - fixtures
    meeting = sessions.book(match, next_tuesday(), by=mina)
    while outbox.deliver():  # the invitations
        pass
    invitations = len(sink.mails)
    with time_machine.travel(meeting.starts_at - timedelta(hours=24, minutes=1)):
        assert outbox.deliver() == 0
    with time_machine.travel(meeting.starts_at + timedelta(hours=2)):  # 26 hours later it is switched on again
        while outbox.deliver():
            pass
    assert Counter(Email.objects.filter(kind="session_reminder").values_list("status", flat=True)) == {"expired": 4}
    assert len(sink.mails) == invitations
