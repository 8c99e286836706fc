"""What is still owed once a cohort is over: nothing moot, and courtesies only for a while."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from etiquette.models import Duty
from etiquette.occasions import Owes, happened
from mentoring import tasks
from mentoring.actions import closings
from mentoring.etiquette_rules import RULES
from mentoring.models import Cohort

pytestmark = pytest.mark.django_db


@pytest.fixture
def owing(cohort, match, mina, maya):
    """Something of everything: matched and not written yet, a session met and not thanked for."""
    now = timezone.now()
    happened("cohort_approved", about=match, at=now, people=[Owes("mentee", mina, to=maya), Owes("mentor", maya, to=mina)], scope=cohort)
    happened("session_held", about=match, at=now, people=[Owes("mentee", mina, to=maya)], scope=cohort)
    return cohort


def acts(status="open"):
    return sorted(Duty.objects.filter(status=status).values_list("act", flat=True))


def test_the_end_waives_what_is_moot_and_leaves_thanks_and_feedback_for_a_month(owing):
    tasks.lapse()
    assert acts() == ["draft_agreement", "first_steps", "first_steps", "give_feedback", "thank", "write_first"]
    with time_machine.travel(owing.ends_at + timedelta(minutes=1), tick=False):
        tasks.lapse()
        assert (acts(), acts("waived")) == (["give_feedback", "thank"], ["draft_agreement", "first_steps", "first_steps", "write_first"])
    with time_machine.travel(owing.ends_at + timedelta(days=30, minutes=1), tick=False):
        tasks.lapse()
        assert acts() == []


def test_nobody_is_asked_to_break_a_silence_once_it_is_over(owing, match, mina, olga):
    people = [Owes("mentee", mina), Owes("admin", olga)]
    happened("silence", about=match, at=timezone.now(), people=people, scope=owing, key="now")
    Cohort.objects.update(closed_at=timezone.now())
    tasks.lapse()
    assert acts("waived")[:1] + acts("waived")[-2:] == ["break_silence", "look_into_silence", "write_first"]
    assert acts() == ["give_feedback", "thank"]


def test_of_every_act_it_is_said_what_becomes_of_it_at_the_end():
    stays = {"write_letter", "decide_dispute", "see_to_concern", "have_a_word", "read_private_line"}  # somebody still waits for it
    with_their_session = {"prepare", "read_brief"}
    assert {rule.act for rule in RULES} == stays | with_their_session | {*closings.MOOT} | {*closings.LINGERING}


def test_closing_a_cohort_before_its_last_day_is_an_end_too(owing):
    Cohort.objects.update(closed_at=timezone.now())
    tasks.lapse()
    assert acts() == ["give_feedback", "thank"]


def test_another_cohort_keeps_what_is_owed_in_it(owing, applying, mina, maya, match):
    happened("match_ended", about=match, at=timezone.now(), people=[Owes("admin", maya)], scope=applying)
    Cohort.objects.filter(pk=owing.pk).update(closed_at=timezone.now())
    tasks.lapse()
    assert acts() == ["give_feedback", "rematch", "thank"]


def test_it_takes_two_statements_however_much_is_open(owing, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert closings.let_go() == 0
