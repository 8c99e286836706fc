"""“Received” by a signed link: one button, no signing in, nothing on GET."""

from datetime import time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from etiquette import outbox
from etiquette.mailing import signed
from etiquette.models import Duty, Email, MailPreference
from mentoring.actions import conversations
from tests.etiquette.conftest import sink

__all__ = ["sink"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(match, mina):
    return conversations.write(match, mina, text="Between us two.")


@pytest.fixture
def link(message, maya):
    return conversations.receipt_url(message, maya)


def state(message):
    message.refresh_from_db()
    return message.received_at is not None, Duty.objects.get(act="acknowledge").status


def test_the_link_of_the_mail_opens_a_page_with_one_button_that_does_it(message, link, client):
    assert Email.objects.get(kind="message").body_text.count(link) == 1
    page = client.get(link)
    client.head(link)
    assert (page.status_code, page.content.decode().count('class="button first"')) == (200, 1)
    assert "Between us two." not in page.content.decode()
    assert state(message) == (False, "open")
    for _ in range(2):
        assert "sees that it arrived" in client.post(link).content.decode()
    assert state(message) == (True, "discharged")


def test_a_link_is_for_one_act_of_one_person_about_one_message(message, mina, maya, otto, client, match):
    other = conversations.write(match, mina, text="Another.")
    made = [
        signed.sign("something else", person=maya, about=message),
        signed.sign(conversations.RECEIPT, person=mina, about=message),  # its author
        signed.sign(conversations.RECEIPT, person=otto, about=message),
        signed.sign(conversations.RECEIPT, person=maya, about=match),
        signed.sign(conversations.RECEIPT, person=maya, about=message)[:-2] + "xx",
        "guess",
    ]
    answers = [client.post(reverse("conversations:receipt", args=[token])).status_code for token in made]
    assert answers == [404] * len(made)
    assert (message.received_at, other.received_at) == (None, None)
    assert not Duty.objects.filter(act="acknowledge", status="discharged").exists()


def test_a_link_is_good_for_a_month_and_while_its_person_is_here(message, link, maya, client):
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert client.post(link).status_code == 404
    maya.is_active = False
    maya.save()
    assert client.post(link).status_code == 404
    assert state(message) == (False, "open")


def test_the_text_of_a_mail_with_such_a_link_is_forgotten_once_sent(message, link, sink):
    outbox.deliver()
    (mail,) = sink.mails
    assert link in mail.get_body(["plain"]).get_content().replace("=\r\n", "")
    assert Email.objects.values_list("status", "body_text", "body_html").get(kind="message") == ("sent", "", "")


def test_mail_keeps_the_quiet_hours_its_reader_has_set(match, mina, maya):
    now = timezone.now().replace(minute=30, second=0, microsecond=0)
    hour = now.astimezone(maya.tz).hour
    until = time((hour + 2) % 24)
    MailPreference.objects.create(person=maya, quiet_from=time(hour), quiet_until=until)
    with time_machine.travel(now, tick=False):
        conversations.write(match, mina, text="Good night.")
        assert Email.objects.get(kind="message").not_before == now + timedelta(minutes=90)
        Email.objects.all().delete()
        MailPreference.objects.update(quiet_from=until, quiet_until=until)  # never quiet
        conversations.write(match, mina, text="Good morning.")
    assert Email.objects.get(kind="message").not_before is None
