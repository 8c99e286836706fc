"""The coach beside a composer: what it shows, what it is told to keep to itself, and that it keeps no text."""

import html

import pytest
from django.apps import apps
from django.urls import reverse

from etiquette import advising
from etiquette.models import IgnoredAdvice
from etiquette.views import coach
from gurukool.lib.pace import Pace

pytestmark = pytest.mark.django_db

RUDE = "How dare you ignore me for weeks? 🙂 I have recieved nothing."
ADVISE = reverse("coach:advise", args=["message"]) + "?field=text"


@pytest.fixture
def as_mina(client, mina, monkeypatch):
    monkeypatch.setattr(coach, "PACE", Pace(times=60, seconds=60))
    client.force_login(mina)
    return client


def codes(response):
    return [one.finding.code for one in response.context["advice"]]


def everything_stored():
    shown = [model for model in apps.get_models() if model._meta.managed]
    return [str(list(model._default_manager.values_list())) for model in shown]


def test_it_answers_with_the_words_the_reason_the_rule_and_an_offer(as_mina):
    page = as_mina.post(ADVISE, {"text": RUDE})
    text = html.unescape(page.content.decode())
    assert codes(page) == ["heated", "language"]
    heated, slip = page.context["advice"]
    for part in (
        f"<mark>{heated.words}</mark>",
        heated.finding.message,
        heated.finding.suggestion,
        'href="/handbook/g5/"',
        "<mark>recieved</mark>",
    ):
        assert part in text
    assert slip.change.better == "received"


def test_places_are_counted_as_a_browser_counts(mina):
    slip = advising.advise(RUDE, "message", mina)[-1]
    start, end = slip.place
    assert RUDE.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == "recieved"
    assert RUDE[slip.change.start : slip.change.end] == "recieved"


def test_a_draft_in_order_gets_an_empty_answer(as_mina):
    assert as_mina.post(ADVISE, {"text": "May I ask how you chose the journal for the second paper?"}).content.strip() == b""


def test_it_keeps_nothing_of_the_text(as_mina):
    as_mina.post(ADVISE, {"text": RUDE})
    before = everything_stored()
    as_mina.post(ADVISE, {"text": RUDE + " Zanzibar"})
    assert everything_stored() == before
    assert "Zanzibar" not in "".join(before)


def test_a_live_look_takes_three_queries(as_mina, django_assert_num_queries):
    with django_assert_num_queries(3):  # login session, reader, what they ignore
        as_mina.post(ADVISE, {"text": RUDE})


@pytest.mark.parametrize(
    ("address", "typed", "status"),
    [
        (ADVISE, {"text": ""}, 200),
        (ADVISE, {"text": "a\x00b"}, 200),
        (ADVISE, {"text": "word " * 100_000}, 200),
        (ADVISE, {"other": "x"}, 404),
        ("/coach/message/", {"text": "x"}, 404),
        ("/coach/nowhere/?field=text", {"text": "x"}, 404),
        ("/coach/message/ignore/nothing/?field=text", {"text": "x"}, 404),
        ("/coach/nowhere/ignore/vague/?field=text", {"text": "x"}, 404),
    ],
)
def test_odd_requests_are_answered(as_mina, address, typed, status):
    assert as_mina.post(address, typed).status_code == status
    assert not IgnoredAdvice.objects.exists()


def test_strangers_are_sent_to_sign_in(client):
    assert client.post(ADVISE, {"text": RUDE}).status_code == 302


def test_who_asks_without_pause_is_asked_to_wait(as_mina, monkeypatch):
    monkeypatch.setattr(coach, "PACE", Pace(times=2, seconds=60))
    assert [as_mina.post(ADVISE, {"text": "x"}).status_code for _ in range(3)] == [200, 200, 429]


def test_what_is_ignored_is_not_told_again_here_and_can_be_called_back(as_mina, mina, maya):
    page = as_mina.post("/coach/message/ignore/heated/?field=text", {"text": RUDE})
    as_mina.post("/coach/message/ignore/heated/?field=text", {"text": RUDE})
    assert codes(page) == ["language"]
    assert [(row.person, row.surface, row.code) for row in IgnoredAdvice.objects.all()] == [(mina, "message", "heated")]
    assert "heated" in {one.finding.code for one in advising.advise(RUDE, "feedback_reply", mina)}
    assert "heated" in {one.finding.code for one in advising.advise(RUDE, "message", maya)}

    preferences = as_mina.get(reverse("mail:preferences")).content.decode()
    assert "A heated tone, in messages and feedback" in preferences
    as_mina.post(reverse("coach:hear", args=[IgnoredAdvice.objects.get().pk]))
    assert codes(as_mina.post(ADVISE, {"text": RUDE})) == ["heated", "language"]


def test_nobody_changes_what_another_ignores(as_mina, maya):
    theirs = IgnoredAdvice.objects.create(person=maya, surface="message", code="heated")
    assert as_mina.post(reverse("coach:hear", args=[theirs.pk])).status_code == 404
    assert IgnoredAdvice.objects.get() == theirs


def test_pieces_are_the_text_cut_where_words_are_meant(mina):
    advice = advising.advise(RUDE, "message", mina)
    pieces = advising.pieces(RUDE, advice)
    assert "".join(text for text, _ in pieces) == RUDE
    assert [text for text, is_meant in pieces if is_meant] == [RUDE[slice(*one.finding.span)] for one in advice]
