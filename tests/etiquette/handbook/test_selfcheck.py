"""The self-check: every choice is explained, answers stay in the browser's session, and it is offered until done or put aside."""

import pytest
from django.urls import reverse

from etiquette.handbook.pages import CODES
from etiquette.handbook.scenes import scenes, to_read
from etiquette.models import SelfCheck
from tests.mentoring.conftest import cohort, enrolled

__all__ = ["cohort", "enrolled"]

pytestmark = pytest.mark.django_db
COUNT = len(scenes())
OFFER = "Begin the self-check"


def go_through(client, choice=0):
    for number in range(1, COUNT + 1):
        client.post(reverse("handbook:scene", args=[number]), {"choice": choice})


def test_the_scenes_cover_all_twenty_rules_and_each_has_a_kind_way_out():
    assert 10 <= COUNT <= 12
    assert {code for scene in scenes() for code in scene.rules} == set(CODES)
    assert [scene.title for scene in scenes() if len(scene.choices) < 2 or not any(choice.kind for choice in scene.choices)] == []


def test_an_answer_is_met_with_what_every_choice_does(client):
    url = reverse("handbook:scene", args=[1])
    assert scenes()[0].choices[0].effect not in client.get(url).content.decode()
    assert client.post(url, {"choice": 0})["Location"] == url
    page = client.get(url).content.decode().replace("&#x27;", "'")
    assert [choice.effect for choice in scenes()[0].choices if choice.effect not in page] == []
    assert (page.count("your choice"), page.count("kind to both")) == (1, 1)


@pytest.mark.parametrize("typed", ["", "9", "x"])
def test_no_answer_gets_a_sentence(client, typed):
    page = client.post(reverse("handbook:scene", args=[1]), {"choice": typed})
    assert page.status_code == 200
    assert ("Please pick what comes closest." in page.content.decode()) == (typed == "")
    assert client.session.get("self_check") is None


def test_there_is_no_scene_beyond_the_last(client):
    assert [client.get(f"/handbook/self-check/{number}/").status_code for number in (0, COUNT, COUNT + 1)] == [404, 200, 404]


def test_the_end_names_pages_to_read_and_forgets_on_request(client):
    client.post(reverse("handbook:scene", args=[1]), {"choice": 0})
    assert [norm.code for norm in client.get(reverse("handbook:end")).context["norms"]] == to_read({0: 0}) == ["G1"]
    client.post(reverse("handbook:forget"))
    assert client.get(reverse("handbook:end")).context["answered"] == 0


def test_only_that_it_was_done_is_kept_and_only_for_who_is_signed_in(client, mina):
    go_through(client)
    assert not SelfCheck.objects.exists()
    client.force_login(mina)
    go_through(client, choice=1)
    kept = SelfCheck.objects.get()
    assert (kept.person, kept.put_aside) == (mina, False)
    assert {field.name for field in SelfCheck._meta.get_fields()} == {"id", "created_at", "person", "put_aside"}


def test_answers_end_with_the_sign_out(client, mina):
    client.force_login(mina)
    client.post(reverse("handbook:scene", args=[1]), {"choice": 0})
    client.logout()
    assert client.session.get("self_check") is None


def test_home_offers_it_until_it_is_put_aside(client, enrolled, mina, otto):
    client.force_login(otto)
    assert OFFER not in client.get("/").content.decode()
    client.force_login(mina)
    assert OFFER in client.get("/").content.decode()
    client.post(reverse("handbook:put_aside"))
    assert OFFER not in client.get("/").content.decode()
    go_through(client)
    assert SelfCheck.objects.get().put_aside is False


def test_home_does_not_offer_it_before_the_place_is_taken(client, enrolled, mina):
    enrolled.mentee.confirmed_at = None
    enrolled.mentee.save()
    client.force_login(mina)
    assert OFFER not in client.get("/").content.decode()
