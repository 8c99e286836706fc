"""Blocking: quiet, complete, and to the other side only a match that ended."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import blocks, conversations, sessions, thanks
from mentoring.models import Block, Match, Message, News, Session, Wish
from mentoring.selectors.freetime import mentors_for
from tests.mentoring.conftest import next_tuesday

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(match, mina, hours):
    meeting = sessions.book(match, next_tuesday(), by=mina)
    begun = timezone.now() - timedelta(hours=5)
    Session.objects.filter(pk=meeting.pk).update(during=(begun, begun + timedelta(hours=1)), status="held", settled_at=begun)
    return Session.objects.with_people().get(pk=meeting.pk)


def test_the_other_side_sees_only_a_kind_ending(client, match, mina, maya, olga):
    client.force_login(mina)
    page = client.post(reverse("blocks:block", args=[match.pk]), {"reason": "He shouts at me."})
    assert page.url == reverse("conversations:index")
    match.refresh_from_db()
    assert (match.status, "He shouts at me." in match.end_reason) == ("ended", True)
    client.force_login(maya)
    seen = client.get(match.get_absolute_url()).content.decode() + client.get(reverse("home")).content.decode()
    mail = Email.objects.get(person=maya)
    assert (mail.kind, "shouts" in mail.body_text + mail.subject, "block" in mail.body_text.lower()) == ("match_ended", False, False)
    assert ("Your match with Mina Das has ended." in seen, "shouts" in seen, "blocked" in seen) == (True, False, False)
    assert not Block.objects.visible_to(maya).exists()
    assert "Nothing reaches you" not in client.get(reverse("blocks:block", args=[match.pk])).content.decode()
    assert Duty.objects.open().get(act="rematch").person == olga


def test_what_waits_never_arrives_and_nothing_more_is_written(match, mina, maya):
    conversations.write(match, maya, text="Wait for it", wait=timedelta(minutes=20))
    conversations.write(match, mina, text="Also", wait=timedelta(minutes=20))
    blocks.block(match, by=mina, reason="")
    later = timezone.now() + timedelta(hours=1)
    assert not Message.objects.filter(withdrawn_at=None, arrives_at__lte=later).exists()
    assert not Email.objects.filter(kind="message").unsent().exists()
    assert not News.objects.filter(tag="message").exists()
    match.refresh_from_db()
    for person in match.people:
        with pytest.raises(Refused):
            conversations.write(match, person, text="Hello?")


def test_no_note_passes_between_them(match, held, mina, maya):
    thanks.thank(held, mina, text="It helped.", outcome="good")
    blocks.block(match, by=maya, reason="")
    assert not policies.can_thank(mina, held)
    assert not any(policies.can_give_feedback(person, held) for person in (mina, maya))
    assert not Duty.objects.open().filter(act__in=["thank", "give_feedback", "tell_outcome"]).exists()


def test_they_are_not_matched_or_booked_again(match, cohort, mina, maya):
    blocks.block(match, by=mina, reason="")
    assert list(Wish.objects.values_list("person", "about", "kind")) == [(mina.pk, maya.pk, "conflict")]
    assert (mentors_for(cohort, mina).filter(pk=maya.pk).exists(), mentors_for(cohort, maya).filter(pk=mina.pk).exists()) == (False, False)


def test_either_side_may_also_once_it_has_ended(match, mina, maya):
    blocks.block(match, by=mina, reason="")
    match.refresh_from_db()
    blocks.block(match, by=maya, reason="Me, too.")
    assert set(Block.objects.values_list("by", "other")) == {(mina.pk, maya.pk), (maya.pk, mina.pk)}
    with pytest.raises(Refused, match="You have blocked Maya Iyer already"):
        blocks.block(match, by=mina, reason="")


def test_nobody_else_blocks(client, match, otto, olga):
    for stranger in (otto, olga):
        client.force_login(stranger)
        assert client.post(reverse("blocks:block", args=[match.pk])).status_code == 404
        with pytest.raises(PermissionDenied):
            blocks.block(match, by=stranger, reason="")
    assert Match.objects.get(pk=match.pk).status == "confirmed"
