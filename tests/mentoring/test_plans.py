"""A development plan: the mentee's own, shared when they say so, discussed, revised."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from mentoring.actions import development, endings, plans
from mentoring.defaults.competencies import ITEMS
from mentoring.models import Comment, News, Plan

pytestmark = pytest.mark.django_db
PARTS = {
    "here": "At the bench.",
    "there": "At a desk by the sea.",
    "first_step": "Ask three people.",
    "second_step": "",
    "third_step": "",
    "needs": "Time.",
}


def page(name, place):
    return reverse(f"plans:{name}", args=[place.pk])


def stages(response):
    return [(step["label"], step["state"]) for step in response.context["steps"]]


def test_look_draft_discuss_revise(client, match, mina, maya):
    place = match.mentee
    client.force_login(mina)
    assert stages(client.get(page("show", place)))[:2] == [("Look at yourself", "done"), ("Draft", "now")]
    assert client.post(page("write", place), PARTS)["Location"] == page("show", place)
    assert stages(client.get(page("show", place)))[2] == ("Discuss", "now")
    for _ in range(2):
        client.post(page("share", place))
    assert list(News.objects.filter(person=maya).values_list("url", flat=True)) == [page("show", place)]
    client.force_login(maya)
    client.post(page("comment", place), {"text": "Which sea?"})
    client.force_login(mina)
    assert stages(client.get(page("show", place)))[3] == ("Revise", "now")
    client.post(page("write", place), PARTS | {"there": "By the North Sea."})
    shown = client.get(page("show", place))
    assert [state for _, state in stages(shown)] == ["done"] * 4
    assert ("Which sea?" in shown.content.decode(), Plan.objects.get().there) == (True, "By the North Sea.")


def test_the_mentor_reads_it_only_while_it_is_shared_and_never_the_scales(client, match, mina, maya, otto, olga):
    development.assess(match.mentee, mina, taken="start", scores=dict.fromkeys(ITEMS, 7), brings="B", expects="E")
    plan = plans.write(match.mentee, mina, **PARTS)
    seen = []
    for change in (None, plans.share, plans.keep_private):
        if change:
            change(plan, mina)
        for person in (maya, otto, olga):
            client.force_login(person)
            seen.append(client.get(page("show", match.mentee)).status_code)
    assert seen == [404, 404, 404, 200, 404, 404, 404, 404, 404]
    assert not News.objects.filter(person=maya).exists()
    plans.share(plan, mina)
    strong = "Where you see yourself as strong"
    pages = []
    for person in (mina, maya):
        client.force_login(person)
        pages.append(client.get(page("show", match.mentee)).content.decode())
    assert [(PARTS["there"] in text, strong in text) for text in pages] == [(True, True), (True, False)]


def test_a_mentor_writes_nothing_into_it(client, match, mina, maya):
    plan = plans.write(match.mentee, mina, **PARTS)
    client.force_login(maya)
    assert client.post(page("comment", match.mentee), {"text": "Unasked."}).status_code == 404
    plans.share(plan, mina)
    assert client.post(page("write", match.mentee), PARTS).status_code == 404
    with pytest.raises(PermissionDenied):
        plans.keep_private(plan, maya)
    assert Comment.objects.count() == 0


def test_after_the_match_the_mentor_reads_it_no_more(client, match, mina, maya):
    plans.share(plans.write(match.mentee, mina, **PARTS), mina)
    endings.end(match, by=mina, reason="Done.")
    client.force_login(maya)
    assert client.get(page("show", match.mentee)).status_code == 404


def test_what_is_missing_gets_a_sentence_and_the_rest_is_kept(client, match, mina):
    client.force_login(mina)
    shown = client.post(page("write", match.mentee), PARTS | {"first_step": ""}).content.decode()
    assert ("Please name one step" in shown, "At a desk by the sea." in shown, Plan.objects.count()) == (True, True, 0)
    shown = client.post(page("write", match.mentee), PARTS | {"here": "x" * 2001}).content.decode()
    assert ("at most 2000 characters" in shown, Plan.objects.count()) == (True, 0)


def test_it_is_built_beside_goals_and_what_one_sees(client, match, mina):
    development.set_goal(match.mentee, mina, text="Give one talk.")
    development.assess(match.mentee, mina, taken="start", scores=dict.fromkeys(ITEMS, 2), brings="B", expects="E")
    client.force_login(mina)
    shown = client.get(page("write", match.mentee))
    assert ("Give one talk." in shown.content.decode(), shown.context["strong"], len(shown.context["weak"])) == (True, [], 6)
