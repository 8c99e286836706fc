"""What two people agreed to do becomes duties with dates, which both see."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty
from gurukool.lib.dates import end_of_day_anywhere, today_anywhere
from gurukool.lib.refusals import Refused
from mentoring.actions import action_items, development, endings, sessions
from mentoring.models import ActionItem, News, Session
from tests.mentoring.conftest import next_tuesday

pytestmark = pytest.mark.django_db


def day(ahead):
    return today_anywhere(timezone.now()) + timedelta(days=ahead)


def agreed(match, by, *lines):
    return action_items.agree(
        match, by, items=[{"text": what, "person": who, "due_on": day(ahead), "goal": None} for what, who, ahead in lines]
    )


def owed():
    return sorted(Duty.objects.open().filter(act="do_action_item").values_list("person__name", "owed_to__name", "role", "due_at"))


@pytest.fixture
def held(match, hours, mina):
    meeting = sessions.book(match, next_tuesday(), by=mina)
    begun = timezone.now() - timedelta(hours=2)
    Session.objects.filter(pk=meeting.pk).update(during=(begun, begun + timedelta(hours=1)))
    meeting.refresh_from_db()
    return meeting


def lines():
    empty = {f"form-{n}-{name}": "" for n in range(3) for name in ("text", "due_on", "goal")}
    return {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0", **empty}


def line(number, text, person, due_on, goal=""):
    facts = {"text": text, "person": person.pk, "due_on": due_on, "goal": goal}
    return {f"form-{number}-{name}": value for name, value in facts.items()}


def test_each_owes_their_own_until_the_day_is_over_everywhere(match, mina, maya):
    agreed(match, mina, ("Cut the page.", mina, 3), ("Ask a colleague.", maya, 5))
    assert owed() == [
        ("Maya Iyer", "Mina Das", "mentor", end_of_day_anywhere(day(5))),
        ("Mina Das", "Maya Iyer", "mentee", end_of_day_anywhere(day(3))),
    ]
    assert list(News.objects.values_list("person__name", "text")) == [("Maya Iyer", "Mina Das wrote down what you agreed to do.")]


def test_the_same_twice_is_one(match, mina, maya):
    for by in (mina, maya):
        agreed(match, by, ("Cut the page.", mina, 3), ("Cut the page.", mina, 3))
    assert (ActionItem.objects.count(), len(owed()), News.objects.count()) == (1, 1, 1)
    with pytest.raises(IntegrityError):
        ActionItem.objects.create(match=match, person=mina, text="Cut the page.", due_on=day(9))


@pytest.mark.parametrize("ahead", [-1, 400])
def test_an_odd_day_is_refused_and_nothing_is_kept(match, mina, ahead):
    with pytest.raises(Refused, match="from today on"):
        agreed(match, mina, ("Fine.", mina, 1), ("Odd.", mina, ahead))
    assert not ActionItem.objects.exists()


def test_moving_the_date_moves_what_is_owed_and_tells_the_other(match, mina, maya):
    [item] = agreed(match, mina, ("Cut the page.", mina, 3))
    action_items.move(item, maya, due_on=day(8))
    assert [row[-1] for row in owed()] == [end_of_day_anywhere(day(8))]
    assert News.objects.get(person=mina).text == f"Maya Iyer moved “Cut the page.” to {day(8):%-d %B}."


def test_done_discharges_and_not_quite_done_is_owed_again_on_its_day(match, mina, maya):
    [item] = agreed(match, maya, ("Cut the page.", mina, 3))
    with pytest.raises(PermissionDenied):
        action_items.finish(item, maya)
    before = owed()
    action_items.finish(item, mina)
    item.refresh_from_db()
    assert (owed(), Duty.objects.get(act="do_action_item").status) == ([], "discharged")
    with pytest.raises(Refused, match="done already"):
        action_items.move(item, mina, due_on=day(9))
    with pytest.raises(Refused, match="proud"):
        action_items.let_go(item, maya)
    action_items.resume(item, mina)
    assert owed() == before


def test_what_was_done_and_agreed_anew_is_not_resumed_beside_it(match, mina):
    [item] = agreed(match, mina, ("Cut the page.", mina, 3))
    action_items.finish(item, mina)
    agreed(match, mina, ("Cut the page.", mina, 6))
    item.refresh_from_db()
    with pytest.raises(Refused, match="once more since"):
        action_items.resume(item, mina)


def test_letting_go_takes_it_off_both_lists(match, mina, maya):
    [item] = agreed(match, mina, ("Cut the page.", mina, 3))
    action_items.let_go(item, maya)
    assert (ActionItem.objects.count(), Duty.objects.filter(act="do_action_item").count()) == (0, 0)
    assert News.objects.filter(person=mina).get().text == "Maya Iyer let go of “Cut the page.”."


def test_when_the_match_ends_nothing_of_it_is_owed(match, mina, maya):
    [item] = agreed(match, mina, ("Cut the page.", mina, 3))
    endings.end(match, by=maya, reason="Moved away.")
    assert (owed(), Duty.objects.get(act="do_action_item").status) == ([], "waived")
    match.refresh_from_db()
    with pytest.raises(PermissionDenied):
        agreed(match, mina, ("More.", mina, 3))


def test_after_a_session_three_lines_become_what_both_owe(client, held, mina, maya):
    goal = development.set_goal(held.match.mentee, mina, text="Choose a path.")
    client.force_login(mina)
    url = reverse("action_items:after", args=[held.pk])
    pages = [held.get_absolute_url(), reverse("sessions:settle", args=[held.pk])]
    assert [f'action="{url}"' in client.get(each).content.decode() for each in pages] == [True, True]
    typed = lines() | line(0, "Read the paper.", mina, day(2), goal.pk) | line(2, "Send the paper.", maya, day(1))
    assert client.post(url, typed)["Location"] == held.get_absolute_url()
    kept = list(ActionItem.objects.values_list("text", "person__name", "goal__text", "meeting"))
    assert kept == [("Send the paper.", "Maya Iyer", None, held.pk), ("Read the paper.", "Mina Das", "Choose a path.", held.pk)]
    client.force_login(maya)
    for seen in (held.get_absolute_url(), goal.get_absolute_url()):
        assert "Read the paper." in client.get(seen).content.decode()


def test_a_session_to_come_has_nothing_to_look_back_on(client, match, hours, mina):
    meeting = sessions.book(match, next_tuesday(), by=mina)
    client.force_login(mina)
    assert client.get(reverse("action_items:after", args=[meeting.pk])).status_code == 404
    assert "What did you agree to do?" not in client.get(meeting.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Nothing is written yet: one line is enough."),
        ({"form-0-text": "Kept as typed."}, "Please pick a day"),
        ({"form-0-due_on": "2031-01-01"}, "Please write down what is to be done by then."),
        ({"form-0-text": "Kept as typed.", "form-0-due_on": "2001-01-01"}, "Please pick a day from today on"),
        ({"form-0-text": "Kept as typed.", "form-0-due_on": "soon"}, "Enter a valid date."),
        ({"form-0-text": "x" * 201, "form-0-due_on": "2031-01-01"}, "at most 200 characters"),
    ],
)
def test_what_is_odd_gets_a_sentence_and_the_rest_is_kept(client, match, mina, typed, sentence):
    client.force_login(mina)
    whose = {f"form-{n}-person": mina.pk for n in range(3)}
    page = client.post(reverse("action_items:index", args=[match.pk]), lines() | whose | typed).content.decode()
    assert sentence in page
    assert typed.get("form-0-text", "") in page
    assert not ActionItem.objects.exists()


def test_somebody_elses_lines_are_nobody_elses(client, match, mina, otto, olga):
    [item] = agreed(match, mina, ("Between us.", mina, 3))
    acts = ("show", "finish", "resume", "let_go")
    for person in (otto, olga):
        client.force_login(person)
        assert [client.post(reverse(f"action_items:{act}", args=[item.pk])).status_code for act in acts] == [404] * 4
    assert ActionItem.objects.open().count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_however_long(client, match, mina, maya, count, django_assert_num_queries):
    agreed(match, mina, *[(f"No. {n}", mina, 3) for n in range(count)])
    client.force_login(mina)
    with django_assert_num_queries(6):
        page = client.get(reverse("action_items:index", args=[match.pk])).content.decode()
    assert page.count('class="title"><a') == count


def test_admins_learn_that_something_is_late_and_not_what(client, match, mina, maya, olga):
    agreed(match, maya, ("Tell my supervisor that I leave.", mina, 3))
    assert list(Duty.objects.filter(act="do_action_item").values_list("about_text", flat=True)) == ["what the two agreed to do"]
    Duty.objects.update(due_at=timezone.now() - timedelta(days=2))
    client.force_login(olga)
    shown = client.get(reverse("home")).content.decode()
    assert ("Mina Das" in shown, "supervisor" in shown) == (True, False)
