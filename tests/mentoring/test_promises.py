"""“Received”, and “I'll answer by …”: what they close, what they open, and on which lists they stand."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty
from gurukool.lib.refusals import Refused
from mentoring.actions import conversations
from mentoring.templatetags import clocks
from tests.mentoring.test_conversations import owed, thread, url

pytestmark = pytest.mark.django_db


def in_days(person, days):
    """A day as their own calendar counts it."""
    return (timezone.now().astimezone(ZoneInfo(person.zone)) + timedelta(days=days)).date()


@pytest.fixture
def message(match, mina):
    return conversations.write(match, mina, text="May I ask about the cover letter?")


def test_received_twice_counts_once(client, message, maya):
    client.force_login(maya)
    assert client.post(url("received", message)).url == message.get_absolute_url()
    message.refresh_from_db()
    first = message.received_at
    client.post(url("received", message))
    message.refresh_from_db()
    assert (message.received_at, owed()) == (first, set())


def test_opening_the_page_of_a_message_changes_nothing(client, message, maya):
    client.force_login(maya)
    page = client.get(url("answer", message))
    assert "May I ask about the cover letter?" in page.content.decode()
    assert [client.get(url(act, message)).status_code for act in ("received", "promise")] == [405, 405]
    message.refresh_from_db()
    assert (message.received_at, owed()) == (None, {("maya@example.org", "acknowledge")})


def test_a_promise_acknowledges_and_becomes_a_duty_of_its_own(client, message, maya, mina):
    day = in_days(maya, 3)
    client.force_login(maya)
    client.post(url("promise", message), {"answer_by": day.isoformat()})
    message.refresh_from_db()
    end_of_day = datetime(day.year, day.month, day.day, 23, 59, tzinfo=ZoneInfo("America/New_York"))
    assert (message.answer_by, message.received_at is None) == (end_of_day, False)
    duty = Duty.objects.open().get()
    assert (duty.person, duty.owed_to, duty.act, duty.due_at) == (maya, mina, "answer", end_of_day)
    client.force_login(mina)
    assert "Maya will answer by" in client.get(thread(message.match)).content.decode()


def test_a_promised_answer_stands_on_both_lists_with_its_day(client, message, maya, mina):
    by = timezone.now() + timedelta(days=3)
    conversations.promise(message, maya, answer_by=by)
    client.force_login(maya)
    for address in ("/", reverse("duties:owed")):
        page = client.get(address).content.decode()
        shown = ["promised for", "Name another day", f'href="{url("answer", message)}"', "I’ll do it by"]
        assert [text in page for text in shown] == [True, True, True, False]
    client.force_login(mina)
    page = client.get(reverse("duties:owed"))
    assert [(duty.person, duty.deadline) for duty in page.context["promised"]] == [(maya, by)]
    assert f"<b>Maya Iyer</b> by {clocks.moment(by, mina.tz)}" in page.content.decode()


def test_home_offers_received_and_a_promise(client, message, maya):
    client.force_login(maya)
    page = client.get("/").content.decode()
    assert f'<form method="post" action="{url("received", message)}">' in page
    assert page.count(f'href="{url("answer", message)}"') == 2  # open it; promise a day on the same page


def test_another_promise_moves_the_date(message, maya):
    for days in (3, 5):
        by = timezone.now() + timedelta(days=days)
        conversations.promise(message, maya, answer_by=by)
    message.refresh_from_db()
    assert [message.answer_by] == list(Duty.objects.open().values_list("due_at", flat=True)) == [by]


@pytest.mark.parametrize("answer_by", [-1, 61, "", "soon", "\x00", "9999-12-31", "0001-01-01", "2026-02-31"])
def test_a_promise_is_a_day_within_sixty(client, message, maya, answer_by):
    client.force_login(maya)
    typed = in_days(maya, answer_by).isoformat() if isinstance(answer_by, int) else answer_by
    page = client.post(url("promise", message), {"answer_by": typed})
    assert (page.status_code, list(page.context["promise_form"].errors)) == (200, ["answer_by"])
    assert page.context["promise_form"]["answer_by"].value() == typed
    message.refresh_from_db()
    assert message.received_at is None


def test_an_answered_message_needs_no_promise(message, maya):
    conversations.write(message.match, maya, text="Here it is.")
    with pytest.raises(Refused, match="answered this message already"):
        conversations.promise(message, maya, answer_by=timezone.now() + timedelta(days=1))
