"""Drafts of messages: one a person and conversation, seen by nobody else, gone once sent."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from gurukool.lib.refusals import Refused
from mentoring.actions import conversations, message_drafts
from mentoring.models import Match, MessageDraft

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def address(match, act="keep"):
    return reverse(f"message_drafts:{act}", args=[match.pk])


def composer(client, match):
    return client.get(match.get_absolute_url()).context["form"]["text"].value()


def test_a_draft_keeps_itself_and_stands_in_the_composer(client, match, mina, maya):
    client.force_login(mina)
    for text in ("Dear M", "Dear Maya, half a sen"):
        page = client.post(address(match), {"text": text}, headers=HTMX).content.decode()
        assert "Draft kept at" in page
    assert list(MessageDraft.objects.values_list("person", "text")) == [(mina.pk, "Dear Maya, half a sen")]
    assert composer(client, match) == "Dear Maya, half a sen"
    client.force_login(maya)
    assert "half a sen" not in client.get(match.get_absolute_url()).content.decode()


def test_without_javascript_a_button_keeps_it(client, match, mina):
    client.force_login(mina)
    assert client.post(address(match), {"text": "Dear Maya"}).url == f"{match.get_absolute_url()}#write"
    assert composer(client, match) == "Dear Maya"


def test_sent_it_is_gone_and_a_late_saving_does_not_bring_it_back(client, match, mina):
    client.force_login(mina)
    client.post(address(match), {"text": "Dear Maya"}, headers=HTMX)
    client.post(match.get_absolute_url(), {"text": "Dear Maya, hello."})
    client.post(address(match), {"text": "Dear Maya, hello. "}, headers=HTMX)
    assert (MessageDraft.objects.count(), composer(client, match)) == (0, "")


def test_an_answer_by_mail_leaves_the_draft(match, mina):
    message_drafts.keep(match, mina, text="Something else")
    conversations.write(match, mina, text="By mail.")
    assert MessageDraft.objects.get().text == "Something else"


def test_emptied_or_thrown_away_it_is_gone(client, match, mina, maya):
    message_drafts.keep(match, maya, text="Maya's own")
    client.force_login(mina)
    for act, data in (("keep", {"text": " \n"}), ("discard", {})):
        message_drafts.keep(match, mina, text="Dear Maya")
        client.post(address(match, act), data)
        assert list(MessageDraft.objects.values_list("text", flat=True)) == ["Maya's own"]


@pytest.mark.parametrize(("text", "sentence"), [("a\x00b", "Null characters"), ("x" * 200_001, "at most 200000 characters")])
def test_what_cannot_be_kept_is_said(client, match, mina, text, sentence):
    client.force_login(mina)
    assert sentence in client.post(address(match), {"text": text}, headers=HTMX).content.decode()
    assert not MessageDraft.objects.exists()


def test_only_the_two_draft_and_only_while_it_lasts(client, match, mina, otto, olga):
    for stranger in (otto, olga):
        client.force_login(stranger)
        assert [client.post(address(match, act), {"text": "x"}).status_code for act in ("keep", "discard")] == [404, 404]
        with pytest.raises(PermissionDenied):
            message_drafts.keep(match, stranger, text="x")
    Match.objects.filter(pk=match.pk).update(status="ended", ended_at=timezone.now())
    match.refresh_from_db()
    with pytest.raises(Refused, match="This match has ended"):
        message_drafts.keep(match, mina, text="x")
    client.force_login(mina)
    assert "This match has ended" in client.post(address(match), {"text": "x"}, headers=HTMX).content.decode()
