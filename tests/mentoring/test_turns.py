"""Whose turn it is: shown wherever a conversation stands, ended by an answer or by “no answer is needed”."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty
from gurukool.lib.refusals import Refused
from mentoring.actions import conversations, holds
from mentoring.models import Match
from mentoring.selectors.turns import Turn, threads_of, turn_in

pytestmark = pytest.mark.django_db


def turn(match, person):
    return next(thread.turn for thread in threads_of(person) if thread.match == match)


def said(client, match, person):
    """The rows of the thread as a person sees them: a message's text, or who said what of it."""
    client.force_login(person)
    page = client.get(match.get_absolute_url())
    return [(line.by.get_short_name(), line.says) if line.by else line.message.text for line in page.context["lines"]]


def test_the_mentee_begins_and_turns_alternate(match, mina, maya):
    assert turn(match, mina) == turn(match, maya) == Turn(mina, begins=True)
    conversations.write(match, mina, text="May I ask?")
    assert turn(match, mina) == turn(match, maya) == Turn(maya)
    conversations.write(match, maya, text="You may.")
    assert turn(match, mina) == turn(match, maya) == Turn(mina)


def test_a_message_that_waits_turns_nothing_for_its_reader(match, mina, maya):
    waits = conversations.write(match, mina, text="May I ask?", wait=timedelta(minutes=20))
    assert (turn(match, mina), turn(match, maya)) == (Turn(maya), Turn(mina, begins=True))
    holds.undo(waits, by=mina)
    assert turn(match, mina) == turn(match, maya) == Turn(mina, begins=True)


def test_an_ended_match_is_nobodys_turn(match, mina):
    conversations.write(match, mina, text="May I ask?")
    Match.objects.filter(pk=match.pk).update(status="ended", ended_at=timezone.now())
    match.refresh_from_db()
    assert turn_in(match, match.messages.get()) == Turn(None)
    assert threads_of(mina, only_live=True) == []


def test_no_answer_is_needed_ends_the_turn_and_discharges(client, match, mina, maya):
    for text in ("Thank you!", "And have a good week."):
        conversations.write(match, mina, text=text)
    client.force_login(maya)
    address = reverse("conversations:close_turn", args=[match.pk])
    assert "No answer is needed" in client.get(match.get_absolute_url()).content.decode()
    client.post(address)
    assert turn(match, mina) == turn(match, maya) == Turn(None)
    assert set(Duty.objects.filter(act="acknowledge").values_list("person", "status")) == {(maya.pk, "discharged")}
    assert client.get(match.get_absolute_url()).content.decode().count("<b>Nothing is owed.</b>") == 1
    assert client.post(address).status_code == 409
    conversations.write(match, mina, text="One more thing.")
    assert turn(match, maya) == Turn(maya)


def test_a_promised_answer_is_owed_until_it_comes(match, mina, maya):
    message = conversations.write(match, mina, text="May I ask?")
    day = timezone.now() + timedelta(days=2)
    conversations.promise(message, maya, answer_by=day)
    assert turn(match, mina) == Turn(maya, promised=day)
    with pytest.raises(Refused, match="You have promised an answer"):
        conversations.close_turn(match, by=maya)
    assert Duty.objects.open().get().act == "answer"


def test_nobody_ends_a_turn_that_is_not_theirs(client, match, mina, maya, otto, olga):
    conversations.write(match, mina, text="May I ask?")
    with pytest.raises(Refused, match="nothing here that waits"):
        conversations.close_turn(match, by=mina)
    for stranger in (otto, olga):
        with pytest.raises(PermissionDenied):
            conversations.close_turn(match, by=stranger)
        client.force_login(stranger)
        assert client.post(reverse("conversations:close_turn", args=[match.pk])).status_code == 404
    assert turn(match, maya) == Turn(maya)


def test_receipt_and_promise_stand_in_the_thread_as_rows(client, match, mina, maya):
    message = conversations.write(match, mina, text="May I ask?")
    conversations.receive(message, by=maya)
    assert said(client, match, mina) == said(client, match, maya) == ["May I ask?", ("Maya", "received")]
    conversations.promise(message, maya, answer_by=timezone.now() + timedelta(days=2))
    assert said(client, match, mina) == ["May I ask?", ("Maya", "received"), ("Maya", "promised")]
    conversations.write(match, maya, text="Here it is.")
    conversations.close_turn(match, by=mina)
    rows = ["May I ask?", ("Maya", "received"), ("Maya", "promised"), "Here it is.", ("Mina", "closed")]
    assert said(client, match, mina) == said(client, match, maya) == rows


def test_an_answer_needs_no_row_that_it_arrived(client, match, mina, maya):
    conversations.write(match, mina, text="May I ask?")
    conversations.write(match, maya, text="You may.", wait=timedelta(minutes=20))
    assert said(client, match, mina) == ["May I ask?"]
    assert said(client, match, maya) == ["May I ask?", "You may."]


def test_home_and_the_list_say_whose_turn_it_is(client, match, mina, maya):
    conversations.write(match, mina, text="May I ask?")
    for person, words in ((maya, "your turn"), (mina, "Maya’s turn")):
        client.force_login(person)
        for address in (reverse("home"), reverse("conversations:index")):
            assert words in client.get(address).content.decode()
