"""“This felt wrong”: what reaches the admins, and that nothing reaches anybody else."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring.actions import concerns, conversations
from mentoring.models import Concern, News

pytestmark = pytest.mark.django_db

INDEX = reverse("concerns:index")


@pytest.fixture
def message(match, maya):
    return conversations.write(match, maya, text="People like you should not do a PhD.")


def test_admins_read_it_quoted_and_one_of_them_owes_a_look(client, message, mina, olga):
    client.force_login(mina)
    client.post(reverse("concerns:tell", args=[message.pk]), {"comment": "It hurt."})
    concern = Concern.objects.get()
    assert (concern.raised_by, concern.quote, concern.comment) == (mina, message.text, "It hurt.")
    duty = Duty.objects.get(act="see_to_concern")
    assert (duty.person, duty.url) == (olga, concern.get_absolute_url())
    client.force_login(olga)
    assert [each.pk for each in client.get(INDEX).context["waiting"]] == [concern.pk]
    page = client.get(concern.get_absolute_url()).content.decode()
    assert ["People like you should not" in page, "It hurt." in page] == [True, True]


def test_nothing_reaches_the_other_side(client, message, mina, maya):
    mails, news = Email.objects.count(), News.objects.count()
    concerns.tell(message, mina, comment="It hurt.")
    assert (Email.objects.count(), News.objects.count()) == (mails, news)
    assert not Duty.objects.filter(person=maya, act="see_to_concern").exists()
    client.force_login(maya)
    for address in (INDEX, Concern.objects.get().get_absolute_url(), reverse("concerns:tell", args=[message.pk])):
        assert client.get(address).status_code == 404
    assert "It hurt." not in client.get(reverse("conversations:show", args=[message.match_id])).content.decode()


def test_told_twice_the_first_time_stands(client, message, mina):
    concerns.tell(message, mina, comment="First.")
    concerns.tell(message, mina, comment="Second.")
    assert list(Concern.objects.values_list("comment", flat=True)) == ["First."]
    client.force_login(mina)
    assert client.get(reverse("concerns:tell", args=[message.pk])).context["told"].comment == "First."


def test_closing_leaves_a_note_and_discharges_the_duty(client, message, mina, olga):
    concern = concerns.tell(message, mina, comment="")
    client.force_login(olga)
    assert list(client.post(concern.get_absolute_url(), {"note": " "}).context["form"].errors) == ["note"]
    assert client.post(concern.get_absolute_url(), {"note": "Talked to both."}).url == INDEX
    concern.refresh_from_db()
    assert (concern.closed_by, concern.note) == (olga, "Talked to both.")
    assert list(Duty.objects.filter(act="see_to_concern").values_list("status", flat=True)) == ["discharged"]
    page = client.get(INDEX)
    assert (list(page.context["waiting"]), page.context["closed"].rows) == ([], [concern])
    with pytest.raises(Refused, match="closed this already"):
        concerns.close(concern, olga, note="Again.")


def test_nobody_tells_of_their_own_message_or_of_a_strangers(message, maya, otto):
    for stranger in (maya, otto):
        with pytest.raises(PermissionDenied):
            concerns.tell(message, stranger, comment="")


def test_an_admin_in_the_match_does_not_judge_their_own_message(client, match, message, mina, maya, olga):
    maya.is_staff = True
    maya.save()
    concern = concerns.tell(message, mina, comment="")
    client.force_login(maya)
    assert client.get(concern.get_absolute_url()).status_code == 404
    assert list(client.get(INDEX).context["waiting"]) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_four_queries(client, match, mina, maya, olga, count, django_assert_num_queries):
    for n in range(count):
        concerns.tell(conversations.write(match, maya, text=f"No. {n}"), mina, comment="")
    client.force_login(olga)
    with django_assert_num_queries(4):
        assert len(client.get(INDEX).context["waiting"]) == count
