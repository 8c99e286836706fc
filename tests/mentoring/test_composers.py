"""Every composer has the coach beside it, live and as a review step; asking the coach never sends."""

import html

import pytest
from django.urls import reverse
from django.utils import timezone

from etiquette.models import IgnoredAdvice, ThankYou
from mentoring.actions import feedback
from mentoring.models import Feedback, Introduction, Message, Preparation
from tests.doors.world import _meeting, _over

pytestmark = pytest.mark.django_db

RUDE = "How dare you ignore me for weeks? I have recieved nothing."


@pytest.fixture
def held(match, hours, mina):
    return _over(_meeting(match, mina, weeks=1), hours=2, by=mina, missing=[])


@pytest.fixture
def composers(match, enrolled, hours, mina, maya, held):
    """(who, address, field, surface) of every composer."""
    coming = _meeting(match, mina, weeks=0)
    said = feedback.give(held, maya, kept_agenda="yes", usefulness=5, went_well="Much.", next_time="")
    intro = Introduction.objects.create(enrolment=enrolled.mentee, status="submitted", submitted_at=timezone.now())
    return [
        (mina, reverse("conversations:show", args=[match.pk]), "text", "message"),
        (mina, reverse("sessions:prepare", args=[coming.pk]), "question_2", "question"),
        (mina, reverse("sessions:thank", args=[held.pk]), "text", "thank_you"),
        (mina, reverse("feedback:show", args=[said.pk]), "reply", "feedback_reply"),
        (mina, reverse("feedback:give", args=[held.pk]), "went_well", "message"),
        (mina, reverse("introductions:write", args=[enrolled.mentee.pk]), "hopes", "introduction"),
        (maya, reverse("introductions:review", args=[intro.pk]), "comment", "message"),
    ]


def rows():
    kinds = [Message, Preparation, ThankYou, Feedback, Introduction]
    return [list(kind.objects.order_by("pk").values_list()) for kind in kinds]


def test_each_asks_live_and_offers_the_review_step(client, composers):
    for who, address, field, surface in composers:
        client.force_login(who)
        page = client.get(address).content.decode()
        live = f'hx-post="/coach/{surface}/?field={field}"'
        assert (address, page.count(live), page.count('value="check"')) == (address, 1, 1)


def test_checking_shows_the_text_and_the_advice_keeps_what_was_typed_and_sends_nothing(client, composers):
    before = rows()
    for who, address, field, _ in composers:
        client.force_login(who)
        page = client.post(address, {field: RUDE, "coach": "check", "outcome": "good"})
        text = html.unescape(page.content.decode())
        assert page.context["form"][field].value() == RUDE
        assert not page.context["form"].errors
        assert text.count("As the reader will see it:") == 1
        assert (address, "<mark>recieved</mark>" in text, "A second look" in text) == (address, True, True)
    assert rows() == before


def test_an_offer_is_taken_by_a_plain_button(client, match, mina):
    client.force_login(mina)
    address = reverse("conversations:show", args=[match.pk])
    start = RUDE.index("recieved")
    page = client.post(address, {"text": RUDE, "coach": f"take:text:language:{start}:{start + 8}"})
    assert page.context["form"]["text"].value() == RUDE.replace("recieved", "received")
    stale = client.post(address, {"text": "Something else.", "coach": f"take:text:language:{start}:{start + 8}"})
    assert stale.context["form"]["text"].value() == "Something else."
    assert "The text has changed since" in stale.content.decode()
    assert not Message.objects.exists()


def test_ignoring_by_a_plain_button_is_kept(client, match, mina):
    client.force_login(mina)
    address = reverse("conversations:show", args=[match.pk])
    page = client.post(address, {"text": RUDE, "coach": "ignore:text:heated"})
    assert "How dare you ignore me" in page.content.decode()
    assert [(row.surface, row.code) for row in IgnoredAdvice.objects.filter(person=mina)] == [("message", "heated")]
    assert [one.finding.code for one in page.context["form"].fields["text"].widget.reviewed.advice] == ["language"]


@pytest.mark.parametrize("asked", ["x", "take", "take:", "take:text:", "take:none:a:b", "ignore:text:none", "ignore:token:heated", ":::"])
def test_an_unknown_button_only_looks(client, match, mina, asked):
    client.force_login(mina)
    page = client.post(reverse("conversations:show", args=[match.pk]), {"text": RUDE, "coach": asked})
    assert (page.status_code, page.context["form"]["text"].value()) == (200, RUDE)
    assert (Message.objects.count(), IgnoredAdvice.objects.count()) == (0, 0)
