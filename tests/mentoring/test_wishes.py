"""Wishes: one's own, about the other side of one's cohort, read by admins and nobody else."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from mentoring.actions import wishes
from mentoring.models import Enrolment, User, Wish
from tests.mentoring.conftest import enrol


def kept():
    return sorted(Wish.objects.values_list("person__name", "about__name", "kind"))


@pytest.fixture
def url(enrolled):
    return reverse("matching:wishes", args=[enrolled.mentee.pk])


def test_a_wish_is_kept_changed_and_dropped(client, enrolled, mina, maya, otto, url):
    enrol(enrolled.mentee.cohort, otto, "mentor", capacity=1)
    client.force_login(mina)
    client.post(url, {str(maya.uuid): "prefer", str(otto.uuid): "conflict"})
    assert kept() == [("Mina Das", "Maya Iyer", "prefer"), ("Mina Das", "Otto Outsider", "conflict")]
    client.post(url, {str(maya.uuid): "avoid", str(otto.uuid): ""})
    assert kept() == [("Mina Das", "Maya Iyer", "avoid")]
    assert client.get(url).context["form"].fields[str(maya.uuid)].initial == "avoid"


def test_only_the_other_side_who_know_of_their_place(client, enrolled, mina, otto, url):
    uninvited = enrol(enrolled.mentee.cohort, otto, "mentor", capacity=1)
    Enrolment.objects.filter(pk=uninvited.pk).update(invited_at=None, confirmed_at=None)
    client.force_login(mina)
    assert [field.label for field in client.get(url).context["form"]] == ["Maya Iyer"]
    assert [field.label for field in client.get(url + "?q=otto").context["form"]] == []
    client.post(url, {str(otto.uuid): "avoid"})
    assert client.post(url, {next(iter(client.get(url).context["form"].fields)): "love"}).status_code == 200
    assert kept() == []


def test_admins_read_and_the_person_named_does_not(client, enrolled, mina, maya, olga, url):
    wishes.wish(enrolled.mentee, by=mina, kinds={maya: "avoid"})
    client.force_login(olga)
    assert "Maya Iyer: would rather not" in client.get(url).content.decode()
    assert (client.post(url, {str(maya.uuid): "prefer"}).status_code, kept()) == (200, [("Mina Das", "Maya Iyer", "avoid")])
    client.force_login(maya)
    assert client.get(url).status_code == 404
    with pytest.raises(PermissionDenied):
        wishes.wish(enrolled.mentee, by=maya, kinds={mina: "prefer"})


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_at_any_size(client, enrolled, mina, url, count, django_assert_num_queries):
    for number in range(count):
        enrol(enrolled.mentee.cohort, User.objects.create_user(f"g{number}@example.org", name=f"Guru {number}"), "mentor", capacity=1)
    client.force_login(mina)
    with django_assert_num_queries(5):
        client.get(url)
