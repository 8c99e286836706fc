"""A mentor's mentees at a glance, with hours given, kudos and a break in one step."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Absence, FollowUp, ThankYou
from etiquette.models.about import about_facts
from mentoring.actions import conversations, development, sessions
from mentoring.models import ActionItem, Introduction, Match, News
from mentoring.selectors.mentees import mentees
from tests.conftest import person
from tests.mentoring.conftest import enrol, next_tuesday
from tests.mentoring.test_gratitude import meet

pytestmark = pytest.mark.django_db
PAGE = "/mentees/"


def test_each_row_says_where_the_two_stand(match, hours, enrolled, maya, mina):
    introduction = Introduction.objects.create(enrolment=enrolled.mentee, status="submitted", submitted_at=timezone.now())
    meet(match, 9, "held")
    held, _ = meet(match, 3, "held"), meet(match, 1, "missed")
    booked = sessions.book(match, next_tuesday(), by=mina)
    conversations.write(match, mina, text="Good morning.")
    goal = development.set_goal(enrolled.mentee, mina, text="Two applications by May.")
    reached = development.set_goal(enrolled.mentee, mina, text="A CV of one page.")
    development.change_goal(reached, mina, text=reached.text, status="reached")
    note = ThankYou.objects.create(sender=mina, recipient=maya, text="It helped.", outcome="good", **about_facts(held))
    told = FollowUp.objects.create(note=note, months=1, outcome="mixed", told_at=timezone.now())

    (row,) = mentees(maya)
    assert (row.person, row.introduction, row.last, row.next) == (mina, introduction, held, booked)
    assert (row.my_turn, row.goals, row.thanks, row.latest_outcome) == (True, [goal], note, told)
    conversations.close_turn(match, maya)
    assert [(row.my_turn, row.turn.person) for row in mentees(maya)] == [(False, None)]
    conversations.write(match, maya, text="Good evening.")
    assert [(row.my_turn, row.turn.person) for row in mentees(maya)] == [(False, mina)]


def test_what_is_agreed_and_not_done_stands_there(match, client, maya, mina):
    today = timezone.now().date()
    facts = {"match": match, "person": mina, "due_on": today + timedelta(days=5)}
    ActionItem.objects.create(text="Send the abstract.", **facts)
    ActionItem.objects.create(text="Read chapter two.", done_at=timezone.now(), **facts)
    client.force_login(maya)
    page = client.get(PAGE).content.decode()
    assert [text in page for text in ("Send the abstract.", "Read chapter two.")] == [True, False]


def test_nothing_yet_is_said_kindly_and_an_ended_match_is_gone(match, client, maya):
    client.force_login(maya)
    page = client.get(PAGE).content.decode()
    assert [words in page for words in ("not handed in yet", "none booked", "none yet", "none open", "Mina’s turn to write")] == [True] * 5
    Match.objects.update(status="ended", ended_at=timezone.now())
    page = client.get(PAGE)
    assert (page.context["mentees"], "Nobody yet" in page.content.decode()) == ([], True)


def test_others_mentees_and_their_drafts_stay_out(match, cohort, enrolled, maya, client):
    Introduction.objects.create(enrolment=enrolled.mentee, professional="Unfinished.", status="draft")
    other = person("Other Mentor", "UTC")
    enrol(cohort, other, "mentor", capacity=1)
    client.force_login(other)
    assert client.get(PAGE).context["mentees"] == []
    assert [row.introduction for row in mentees(maya)] == [None]


def test_hours_are_thanked_for(match, hours, client, maya):
    meet(match, 3, "held")
    meet(match, 7, "missed")
    client.force_login(maya)
    page = client.get(PAGE).content.decode()
    assert "1.0 hours of yours made somebody’s way shorter. Thank you. We are sorry about those you came for in vain." in page


def test_a_break_is_one_step_away_and_mentees_hear_of_it(match, hours, client, maya, mina):
    client.force_login(maya)
    assert f"{reverse('availability:away')}?pause" in client.get(PAGE).content.decode()
    form = client.get(reverse("availability:away") + "?pause").context["form"]
    today = timezone.now().astimezone(maya.tz).date()
    assert form.initial == {"starts_on": today, "ends_on": today + timedelta(days=13)}
    assert client.get(reverse("availability:away")).context["form"].initial == {}
    client.post(reverse("availability:away"), form.initial)
    assert [(each.starts_on, each.ends_on) for each in Absence.objects.filter(person=maya)] == [(today, today + timedelta(days=13))]
    assert News.objects.get(person=mina, tag="away").text.startswith("Maya is away ")


def test_home_and_conversations_lead_there_for_mentors_only(match, client, maya, mina):
    found = []
    for reader in (maya, mina):
        client.force_login(reader)
        found += [f'href="{PAGE}"' in client.get(reverse(name)).content.decode() for name in ("home", "conversations:index")]
    assert found == [True, True, False, False]


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_constant_queries(match, cohort, enrolled, hours, client, maya, mina, count, django_assert_num_queries):
    for number in range(count - 1):
        mentee = enrol(cohort, person(f"Mentee{number} Ray", "Asia/Kolkata"), "mentee")
        Match.objects.create(cohort=cohort, mentor=enrolled.mentor, mentee=mentee, status="confirmed", confirmed_at=timezone.now())
    for each in Match.objects.with_people():
        meet(each, 3 + each.mentee.person_id % 7, "missed")
        conversations.write(each, each.mentee.person, text="Good morning.")
        development.set_goal(each.mentee, each.mentee.person, text="One goal.")
    client.force_login(maya)
    with django_assert_num_queries(21):  # what they agreed to do is one of them
        assert len(client.get(PAGE).context["mentees"]) == count
