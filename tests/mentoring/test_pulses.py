"""The pulse: asked three times of everybody in a pair, owed, answered once; admins see counts and who would like a word."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db.utils import IntegrityError
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Absence, Duty
from mentoring.actions import farewells, pulses
from mentoring.models import Cohort, Match, Pulse, User
from mentoring.selectors.pulses import days, results
from tests.mentoring.conftest import enrol

pytestmark = pytest.mark.django_db

CALM = {"going": "4", "contact": "5", "word": "no"}


@pytest.fixture
def asked(match):
    """The cohort is two weeks old today."""
    pulses.take()
    return {pulse.enrolment.role: pulse for pulse in Pulse.objects.with_people()}


def at_noon(day):
    return datetime.combine(day, datetime.min.time(), timezone.get_default_timezone()) + timedelta(hours=12)


def owed():
    return set(Duty.objects.open().filter(act="answer_pulse").values_list("person__email", flat=True))


@pytest.mark.parametrize(
    ("weeks", "moments"),
    [(12, {"start": 14, "middle": 42, "end": 77}), (4, {"start": 14, "end": 21}), (2, {"start": 14}), (1, {"middle": 3})],
)
def test_three_days_follow_from_the_dates(weeks, moments):
    start = date(2027, 3, 1)
    end = start + timedelta(weeks=weeks)
    cohort = SimpleNamespace(starts_on=start, midpoint=start + (end - start) / 2, ends_on=end)
    assert {moment.value: (day - start).days for moment, day in days(cohort).items()} == moments


def test_both_of_a_pair_are_asked_once_and_owe_an_answer(asked, match, maya, mina):
    assert {role: (pulse.enrolment.person, pulse.moment) for role, pulse in asked.items()} == {
        "mentor": (maya, "start"),
        "mentee": (mina, "start"),
    }
    assert owed() == {maya.email, mina.email}
    duty = Duty.objects.get(person=mina, act="answer_pulse")
    assert (duty.due_at, duty.url) == (asked["mentee"].created_at + timedelta(hours=96), asked["mentee"].get_absolute_url())
    pulses.take()
    assert (Pulse.objects.count(), Duty.objects.filter(act="answer_pulse").count()) == (2, 2)


def test_every_moment_asks_anew_and_a_missed_sweep_is_caught_up_for_two_weeks(match, cohort):
    found = {}
    for moment, day in days(cohort).items():
        assert pulses.take(at_noon(day - timedelta(days=1))) == 0
        found[moment.value] = pulses.take(at_noon(day + timedelta(days=6)))
    assert found == {"start": 2, "middle": 2, "end": 2}


def test_a_cohort_that_ends_before_its_last_pulse_is_asked_at_its_close(match, cohort):
    yesterday = timezone.now().date() - timedelta(days=2)
    Cohort.objects.filter(pk=cohort.pk).update(starts_on=yesterday - timedelta(weeks=4), ends_on=yesterday)
    assert pulses.take() == 0
    farewells.close_over()
    farewells.close_over()
    assert sorted(Pulse.objects.values_list("moment", "enrolment__role")) == [("end", "mentee"), ("end", "mentor")]
    assert len(owed()) == 2


def test_nobody_without_a_pair_is_asked_nor_a_cohort_that_is_over(cohort, enrolled, match):
    lone = User.objects.create_user("lone@example.org", name="Lone")
    enrol(cohort, lone, "mentee")
    cohort.closed_at = timezone.now()
    cohort.save()
    assert pulses.take() == 0
    cohort.closed_at = None
    cohort.save()
    assert pulses.take() == 2
    assert not Pulse.objects.filter(enrolment__person=lone).exists()


def test_when_a_match_ends_the_question_goes_but_answers_stay(asked, match, mina, maya):
    pulses.answer(asked["mentor"], maya, going=2, contact=2, word=False)
    Match.objects.update(status="ended", ended_at=timezone.now())
    pulses.take()
    assert list(Pulse.objects.values_list("enrolment__role", flat=True)) == ["mentor"]
    assert owed() == set()


def test_the_clock_waits_for_who_is_away(match, mina):
    today = timezone.now().date()
    Absence.objects.create(person=mina, starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=9))
    pulses.take()
    due = Duty.objects.get(person=mina, act="answer_pulse").due_at
    assert due > timezone.now() + timedelta(days=12)


def test_answered_once_and_the_first_answer_stands(client, asked, mina):
    pulse = asked["mentee"]
    client.force_login(mina)
    assert client.post(pulse.get_absolute_url(), CALM).url == pulse.get_absolute_url()
    client.post(pulse.get_absolute_url(), CALM | {"going": "1"})
    pulse.refresh_from_db()
    assert (pulse.going, pulse.contact, pulse.word, owed()) == (4, 5, False, {"maya@example.org"})
    assert "4 of 5" in client.get(pulse.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("field", "value"), [("going", ""), ("contact", "6"), ("going", "x"), ("word", "perhaps"), ("word", "")])
def test_refused_answers_say_which(client, asked, mina, field, value):
    client.force_login(mina)
    page = client.post(asked["mentee"].get_absolute_url(), CALM | {field: value})
    assert list(page.context["form"].errors) == [field]
    assert not Pulse.objects.filter(answered_at__isnull=False).exists()


def test_a_pulse_is_its_persons_own(client, asked, maya, olga):
    pulses.answer(asked["mentee"], asked["mentee"].enrolment.person, going=1, contact=1, word=False)
    for other in (maya, olga):
        client.force_login(other)
        assert client.get(asked["mentee"].get_absolute_url()).status_code == 404
    assert client.get(reverse("pulses:word", args=[asked["mentee"].pk])).status_code == 404


def test_who_would_like_a_word_gets_one(client, asked, cohort, mina, maya, olga):
    pulses.answer(asked["mentee"], mina, going=2, contact=1, word=True)
    duty = Duty.objects.get(act="have_a_word")
    assert (duty.person, duty.owed_to) == (olga, mina)
    overview, word = reverse("feedback:overview", args=[cohort.slug]), reverse("pulses:word", args=[asked["mentee"].pk])
    client.force_login(maya)
    assert client.get(word).status_code == 404
    client.force_login(olga)
    assert "Mina Das would like a word" in client.get(overview).content.decode()
    assert client.post(word).url == overview
    assert "would like a word" not in client.get(overview).content.decode()
    duty.refresh_from_db()
    assert duty.status == "discharged"


def test_results_are_counts_by_moment_and_role(asked, cohort, mina, django_assert_num_queries):
    pulses.answer(asked["mentee"], mina, going=2, contact=5, word=False)
    with django_assert_num_queries(1):
        found = [(each.moment, each.role, each.asked, each.answered, each.going, each.contact) for each in results(cohort)]
    assert found == [
        ("start", "mentee", 1, 1, [0, 1, 0, 0, 0], [0, 0, 0, 0, 1]),
        ("start", "mentor", 1, 0, [0] * 5, [0] * 5),
    ]


def test_numbers_that_point_at_one_person_are_not_shown(client, asked, cohort, mina, olga):
    pulses.answer(asked["mentee"], mina, going=2, contact=5, word=False)
    client.force_login(olga)
    overview = reverse("feedback:overview", args=[cohort.slug])
    assert "2: 1" not in client.get(overview).content.decode()
    for number in range(2):
        place = enrol(cohort, User.objects.create_user(f"{number}@example.org", name=f"Mentee {number}"), "mentee")
        Pulse.objects.create(enrolment=place, moment="start", going=2, contact=4, answered_at=timezone.now())
    assert "2: 3" in client.get(overview).content.decode()


def test_half_an_answer_cannot_be_kept(asked):
    with pytest.raises(IntegrityError, match="pulses_are_answered_whole"):
        Pulse.objects.filter(pk=asked["mentee"].pk).update(answered_at=timezone.now(), going=3)
