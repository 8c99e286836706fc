"""Blocking: quiet, complete, and to the other side only a match that ended."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import blocks, conversations, groups, seats, sessions, thanks
from mentoring.models import Block, Group, Match, Message, News, Session, Waiting, Wish
from mentoring.selectors.freetime import mentors_for
from tests.conftest import person
from tests.mentoring.conftest import enrol, next_tuesday

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
    for each in match.people:
        with pytest.raises(Refused):
            conversations.write(match, each, text="Hello?")


def test_no_note_passes_between_them(match, held, mina, maya):
    thanks.thank(held, mina, text="It helped.", outcome="good")
    blocks.block(match, by=maya, reason="")
    assert not policies.can_thank(mina, held)
    assert not any(policies.can_give_feedback(each, held) for each in (mina, maya))
    assert not Duty.objects.open().filter(act__in=["thank", "give_feedback", "tell_outcome"]).exists()


def test_they_are_not_matched_or_booked_again(match, cohort, mina, maya):
    blocks.block(match, by=mina, reason="")
    assert list(Wish.objects.values_list("person", "about", "kind")) == [(mina.pk, maya.pk, "conflict")]
    assert (mentors_for(cohort, mina).filter(pk=maya.pk).exists(), mentors_for(cohort, maya).filter(pk=mina.pk).exists()) == (False, False)


@pytest.fixture
def ines(cohort):
    ines = person("Ines Murphy", "Europe/Dublin")
    enrol(cohort, ines, "mentee")
    return ines


def group_of(host, cohort, title="Grant writing"):
    start = next_tuesday(weeks=1)
    return groups.publish(cohort, by=host, host=host, title=title, agenda="", start=start, minutes=60, capacity=1)


@pytest.mark.parametrize("who", ["mina", "maya"])
def test_a_seat_in_what_the_other_hosts_goes_to_the_next_in_the_line(request, match, cohort, ines, mina, maya, who):
    group = group_of(maya, cohort)
    seats.join(group, by=mina)
    seats.join(group, by=ines)
    blocks.block(match, by=request.getfixturevalue(who), reason="He shouts at me.")
    assert [guest.name for guest in Group.objects.with_meeting().get().meeting.guests] == ["Ines Murphy"]
    mail = Email.objects.get(person=mina, kind="group_left")
    assert ("Your match with Maya Iyer has ended, so your seat" in mail.body_text, "shouts" in mail.body_text) == (True, False)
    assert "join again" not in mail.body_text + mail.body_html


def test_a_place_in_the_line_goes_without_a_word(match, cohort, ines, mina, maya):
    group = group_of(maya, cohort)
    seats.join(group, by=ines)
    seats.join(group, by=mina)
    blocks.block(match, by=mina, reason="")
    assert (Waiting.objects.count(), Email.objects.filter(person=mina, kind__startswith="group").count()) == (0, 0)


def test_what_the_other_hosts_is_not_shown_told_or_joined_and_others_see_it(client, match, cohort, ines, mina, maya):
    blocks.block(match, by=maya, reason="")
    group = group_of(maya, cohort)
    with pytest.raises(PermissionDenied):
        seats.join(group, by=mina)
    assert list(News.objects.filter(tag="group session").values_list("person__name", flat=True)) == ["Ines Murphy"]
    seen = {}
    for each in (mina, ines, maya):
        client.force_login(each)
        listed = [row.group for row in client.get(reverse("groups:index")).context["rows"]]
        seen[each.name] = (listed, client.get(group.get_absolute_url()).status_code)
    assert seen == {"Mina Das": ([], 404), "Ines Murphy": ([group], 200), "Maya Iyer": ([group], 200)}


def test_a_group_one_sat_in_before_stays_among_ones_sessions(client, match, cohort, mina, maya):
    group = group_of(maya, cohort)
    seats.join(group, by=mina)
    begun = timezone.now() - timedelta(hours=5)
    Session.objects.filter(pk=group.meeting_id).update(during=(begun, begun + timedelta(hours=1)), status="held", settled_at=begun)
    blocks.block(match, by=mina, reason="")
    client.force_login(mina)
    assert client.get(group.get_absolute_url()).status_code == 200


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
