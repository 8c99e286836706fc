"""What is still owed once a cohort is over: nothing moot, and courtesies only for a while."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from etiquette.models import Duty
from etiquette.occasions import Owes, happened
from mentoring import tasks
from mentoring.actions import closings
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
