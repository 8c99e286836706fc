"""The wall of thanks: with both consents, or not at all."""

import pytest
from django.urls import reverse

from etiquette.ledger import wall
from etiquette.models import ThankYou
from etiquette.models.about import about_facts
from gurukool.lib.refusals import Refused
from mentoring.models import Profile

pytestmark = pytest.mark.django_db
WALL = "/thanks/wall/"


@pytest.fixture
def note(mina, maya, tea):
    return ThankYou.objects.create(sender=mina, recipient=maya, text="It helped me on.", outcome="good", **about_facts(tea))


def on_wall(client):
    client.logout()
    return "It helped me on." in client.get(WALL).content.decode()


def test_it_stands_there_only_while_both_agree(note, client, mina, maya):
    seen = [on_wall(client)]
    for person, act in [(mina, "agree"), (maya, "agree"), (maya, "withdraw"), (maya, "agree"), (mina, "withdraw")]:
        client.force_login(person)
        assert client.post(reverse(f"thanks:{act}", args=[note.pk])).status_code == 302
        seen.append(on_wall(client))
    assert seen == [False, False, True, False, True, False]


def test_nobody_else_decides(note, otto, olga, client):
    for person in (otto, olga):
        with pytest.raises(Refused, match="Only the two"):
            wall.agree(note, by=person)
    client.force_login(otto)
    assert client.post(reverse("thanks:agree", args=[note.pk])).status_code == 404
    assert ThankYou.objects.on_the_wall().count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_wall_takes_one_query(note, mina, maya, olga, otto, client, count, django_assert_num_queries):
    things = [Profile.objects.create(person=person) for person in (olga, otto)]
    for thing in things[: count - 1]:
        ThankYou.objects.create(sender=mina, recipient=maya, text="It helped me on.", outcome="good", **about_facts(thing))
    for each in ThankYou.objects.all():
        wall.agree(each, by=mina)
        wall.agree(each, by=maya)
    with django_assert_num_queries(1):
        page = client.get(WALL).content.decode()
    assert page.count("It helped me on.") == count
