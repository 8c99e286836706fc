"""A conversation is opened only where it was reported, for a reason that is kept."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from mentoring.actions import concerns, conversations, openings
from mentoring.models import News, Opening
from tests.conftest import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def concern(match, mina, maya):
    conversations.write(match, mina, text="May I ask for advice?")
    conversations.write(match, maya, text="Not arrived yet.", wait=timedelta(hours=1))
    return concerns.tell(conversations.write(match, maya, text="You should not."), mina, comment="")


def address(concern):
    return reverse("openings:show", args=[concern.pk])


def said(client, concern):
    page = client.get(address(concern)).context.get("page")
    return page and [message.text for message in page.rows]


def test_a_reason_opens_it_for_a_day_to_one_admin(client, concern, olga):
    other = person("Ola Admin", "UTC", is_staff=True)
    client.force_login(olga)
    assert (said(client, concern), client.post(address(concern), {"reason": " "}).context["form"].errors) == (
        None,
        {"reason": ["Please write the reason: it is kept."]},
    )
    client.post(address(concern), {"reason": "To see what came before."})
    assert said(client, concern) == ["You should not.", "May I ask for advice?"]
    client.force_login(other)
    assert said(client, concern) is None
    assert "To see what came before." in client.get(address(concern)).content.decode()
    Opening.objects.update(created_at=timezone.now() - timedelta(hours=25))
    client.force_login(olga)
    assert said(client, concern) is None


def test_who_reported_is_told_and_the_other_side_is_not(client, concern, olga, mina, maya):
    opening = openings.open_conversation(concern, olga, reason="To see what came before.")
    told = News.objects.filter(tag="programme")
    assert list(told.values_list("person", "text")) == [(mina.pk, "Olga Admin reads your conversation, because of what you reported.")]
    assert [list(Opening.objects.visible_to(reader)) for reader in (mina, maya)] == [[opening], []]
    rows = {}
    for reader in (mina, maya):
        client.force_login(reader)
        rows[reader] = "To see what came before." in client.get(concern.message.match.get_absolute_url()).content.decode()
    assert rows == {mina: True, maya: False}


def test_nobody_else_opens_anything(client, concern, mina, maya, otto):
    for reader in (mina, maya, otto):
        client.force_login(reader)
        assert [client.get(address(concern)).status_code, client.post(address(concern), {"reason": "x"}).status_code] == [404, 404]
        with pytest.raises(PermissionDenied):
            openings.open_conversation(concern, reader, reason="x")
    maya.is_staff = True
    maya.save()
    client.force_login(maya)
    assert client.get(address(concern)).status_code == 404
    mina.is_staff = True
    with pytest.raises(PermissionDenied):
        openings.open_conversation(concern, mina, reason="I am one of the two.")


def test_no_opening_without_a_reason(concern, olga):
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.create(concern=concern, by=olga, reason="")
