"""Delivery over real SMTP: one mail once, whatever the server, the rivals or the mail itself do."""

import socket
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from etiquette import outbox, registry
from etiquette.mailing import delivery
from etiquette.models import Duty, Email
from gurukool.lib.mail import Mail
from tests.etiquette.conftest import HOUR, MAIL, NOON

pytestmark = pytest.mark.django_db


def enqueue(mina, key="k", kind="news", **facts):
    return outbox.enqueue(kind, to=mina, mail=Mail(key, MAIL.text, MAIL.html), key=key, **facts)


def state(key="k"):
    return Email.objects.values_list("status", "attempts").get(key=key)


def later(by=24 * HOUR):
    return time_machine.travel(timezone.now() + by)


def test_a_mail_arrives_as_text_and_html_with_its_headers(mina, sink):
    email = enqueue(mina)
    assert outbox.deliver() == 1
    (mail,) = sink.mails
    assert (mail["Subject"], mail["To"], mail["Message-ID"], mail["Auto-Submitted"]) == (
        "k",
        "mina@example.org",
        email.message_id,
        "auto-generated",
    )
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert state() == ("sent", 1)
    assert outbox.deliver() == 0


def test_an_essential_mail_offers_no_unsubscribing_and_goes_first(mina, sink):
    enqueue(mina, "letter")
    enqueue(mina, "code", essential=True)
    outbox.deliver()
    assert sink.subjects == ["code", "letter"]
    assert [mail["List-Unsubscribe"] is None for mail in sink.mails] == [True, False]


def test_an_invitation_names_its_method(mina, sink):
    calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
    enqueue(mina, calendar=calendar, calendar_method="REQUEST")
    outbox.deliver()
    parts = {part.get_content_type(): part for part in sink.mails[0].walk()}
    invitation, file = parts["text/calendar"], parts["application/ics"]
    assert (invitation.get_param("method"), invitation.get_param("charset")) == ("REQUEST", "utf-8")
    assert invitation.get_content().splitlines() == calendar.splitlines()
    assert (file.get_filename(), file.get_content()) == ("invite.ics", calendar.encode())


def test_nothing_goes_before_its_time_or_after_it(mina, sink):
    enqueue(mina, "early", not_before=timezone.now() + HOUR)
    enqueue(mina, "stale", expires=timezone.now() - HOUR)
    assert outbox.deliver() == 1
    assert (state("early"), state("stale"), sink.mails) == (("queued", 0), ("expired", 1), [])
    with later(2 * HOUR):
        outbox.deliver()
    assert sink.subjects == ["early"]


def test_a_mail_for_a_duty_that_is_done_is_not_sent(mina, rule, tea, sink):
    due = {"due_at": NOON, "occasion": "tea_served", "role": "guest", "act": "sip"}
    done = Duty.objects.create(person=mina, rule=rule, about_type_id=1, about_id=tea.pk, status="waived", closed_at=NOON, **due)
    enqueue(mina, duty=done)
    outbox.deliver()
    assert (state(), sink.mails) == (("withdrawn", 1), [])


def test_a_mail_goes_to_the_address_of_today_and_to_nobody_who_left(mina, maya, sink):
    enqueue(mina, "moved")
    enqueue(maya, "left")
    type(mina).objects.filter(pk=mina.pk).update(email="mina@new.example.org")
    type(maya).objects.filter(pk=maya.pk).update(is_active=False)
    outbox.deliver()
    assert [(mail["To"], mail["Subject"]) for mail in sink.mails] == [("mina@new.example.org", "moved")]
    assert state("left") == ("withdrawn", 1)


def test_a_secret_is_forgotten_once_sent(mina, sink):
    enqueue(mina, secret=True)
    outbox.deliver()
    assert Email.objects.values_list("status", "body_text", "body_html").get() == ("sent", "", "")
    assert "A line." in sink.mails[0].get_body(["plain"]).get_content()


@pytest.mark.parametrize("reply", ["421 Come back later", "450 Mailbox busy", "451 Try again"])
def test_a_passing_trouble_is_retried_with_the_same_message_id(mina, sink, reply):
    sink.replies = [reply]
    email = enqueue(mina)
    outbox.deliver()
    assert (state(), sink.mails) == (("queued", 1), [])
    assert Email.objects.get().next_attempt_at > timezone.now() + timedelta(seconds=10)
    with later():
        outbox.deliver()
    assert [mail["Message-ID"] for mail in sink.mails] == [email.message_id]
    assert state() == ("sent", 2)


def test_a_refusal_for_good_fails_with_its_reason_and_the_queue_goes_on(mina, sink):
    sink.replies = ["550 No such person here"]
    enqueue(mina, "first")
    enqueue(mina, "second")
    outbox.deliver()
    assert (state("first"), state("second"), sink.subjects) == (("failed", 1), ("sent", 1), ["second"])
    assert "No such person here" in Email.objects.get(key="first").error


def test_a_trouble_that_never_passes_fails_in_the_end(mina, sink):
    sink.replies = ["450 Busy"] * 20
    enqueue(mina)
    for day in range(10):
        with later(day * 24 * HOUR):
            outbox.deliver()
    assert state() == ("failed", delivery.ATTEMPTS_AT_MOST)


def test_a_poisonous_mail_is_parked_and_the_queue_goes_on(mina, sink):
    def composer(email):
        raise KeyError("no such tea")

    registry.compose_with("poison", composer)
    enqueue(mina, "first", kind="poison")
    enqueue(mina, "second")
    outbox.deliver()
    assert (state("first"), state("second"), sink.subjects) == (("parked", 1), ("sent", 1), ["second"])
    assert "no such tea" in Email.objects.get(key="first").error


def test_a_batch_goes_over_one_connection(mina, sink):
    for number in range(5):
        enqueue(mina, f"mail {number}")
    outbox.deliver()
    assert (len(sink.mails), sink.connections) == (5, 1)


def test_a_server_that_never_greets_costs_no_attempt(mina, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_TIMEOUT = 0.2
        enqueue(mina)
        outbox.deliver()
    assert state() == ("queued", 0)
    assert "timed out" in Email.objects.get().error


def test_a_silence_in_the_middle_of_a_mail_is_retried(mina, sink, settings):
    settings.EMAIL_TIMEOUT = 0.2
    done = threading.Event()
    sink.before_reply = lambda mail: done.wait(2)
    enqueue(mina)
    outbox.deliver()
    done.set()
    assert state() == ("queued", 1)


def test_without_a_server_every_mail_waits_and_no_attempt_counts(mina, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    enqueue(mina, "first")
    enqueue(mina, "second")
    assert outbox.deliver() == 0
    assert (state("first"), state("second")) == (("queued", 0), ("queued", 0))


def test_a_mail_withdrawn_after_the_claim_is_not_sent(mina, tea, sink):
    email = enqueue(mina, about=tea)
    delivery.claim(50)
    outbox.withdraw(tea)
    assert delivery.renew(Email.objects.get(pk=email.pk)) is None
    assert (state(), outbox.deliver(), sink.mails) == (("withdrawn", 0), 0, [])


def test_a_mail_withdrawn_while_an_earlier_one_goes_is_not_sent(mina, tea, transactional_db, sink):
    enqueue(mina, "first")
    enqueue(mina, "second", about=tea)

    def withdraw(mail):
        outbox.withdraw(tea)
        connections.close_all()

    sink.before_reply = withdraw
    assert outbox.deliver() == 2
    assert (sink.subjects, state("second")) == (["first"], ("withdrawn", 0))


def test_who_lost_the_fence_marks_nothing(mina, transactional_db, sink):
    enqueue(mina)

    def rival(mail):
        Email.objects.update(fence=99, status="claimed")
        connections.close_all()

    sink.before_reply = rival
    outbox.deliver()
    assert Email.objects.values_list("status", "fence", "sent_at").get() == ("claimed", 99, None)


def test_a_dead_workers_mails_are_claimed_again_once_the_lease_is_over(mina, sink):
    enqueue(mina)
    (claimed,) = delivery.claim(50)
    assert outbox.deliver() == 0
    with later(delivery.LEASE + HOUR):
        assert outbox.deliver() == 1
    assert Email.objects.values_list("status", "fence").get() == ("sent", claimed.fence + 1)


def test_a_mail_that_kills_its_worker_each_time_fails_in_the_end(mina, sink):
    enqueue(mina)
    Email.objects.update(attempts=delivery.ATTEMPTS_AT_MOST)
    outbox.deliver()
    assert (state()[0], sink.mails) == ("failed", [])


def race(mina, sink):
    """Four workers deliver forty mails at once; returns the subjects that arrived, sorted."""
    for number in range(40):
        enqueue(mina, f"mail {number:02}")
    barrier = threading.Barrier(4)

    def work():
        barrier.wait()
        while outbox.deliver(batch=3):
            pass
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sorted(sink.subjects)


def test_rivals_send_each_mail_once(mina, transactional_db, sink):
    assert race(mina, sink) == [f"mail {number:02}" for number in range(40)]
    assert set(Email.objects.values_list("status", flat=True)) == {"sent"}


def test_control_without_claim_and_fence_rivals_send_mails_twice(mina, transactional_db, sink, monkeypatch):
    monkeypatch.setattr(delivery, "claim", lambda batch: list(Email.objects.unsent().order_by("created_at")[:batch]))
    monkeypatch.setattr(delivery, "renew", lambda email: email)
    assert len(race(mina, sink)) > 40
