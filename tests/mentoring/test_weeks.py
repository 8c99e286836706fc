"""The weekly brief: on a page always, by mail to mentors on their own Monday morning."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Absence, Duty, Email, MailPreference
from mentoring.actions import conversations, preparations, sessions, weeks
from mentoring.models import Cohort, Match, WeeklyHours
from mentoring.tasks import brief_mentors
from tests.conftest import person
from tests.mentoring.conftest import enrol

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2027, 3, 5, 12, tzinfo=UTC)
MONDAY_8 = datetime(2027, 3, 8, 13, tzinfo=UTC)  # in New York; 18:30 in Kolkata
TUESDAY_8 = datetime(2027, 3, 9, 13, tzinfo=UTC)
QUESTIONS = ["Which result would you lead with?", "What would you leave out?", "Whom should I ask next?"]
HOUR = timedelta(hours=1)


@pytest.fixture
def clock():
    with time_machine.travel(FRIDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def running(clock, cohort, match, hours):
    """The cohort runs around the frozen Friday, whatever today is."""
    dates = {"starts_on": date(2027, 2, 22), "ends_on": date(2027, 5, 16), "applications_open_on": None, "applications_close_on": None}
    Cohort.objects.update(approved_at=FRIDAY - timedelta(days=20), **dates)
    return Match.objects.with_people().get()


def prepared(match, mina, start=TUESDAY_8):
    booked = sessions.book(match, start, by=mina)
    facts = {"progress": "A draft.", "agenda": "The talk.", "found_out": "Your talk.", "questions": QUESTIONS}
    preparations.prepare(booked, mina, ready=True, **facts)
    return booked


@pytest.fixture
def busy(running, mina, maya):
    """A prepared session on Tuesday, and an answer promised for Wednesday."""
    prepared(running, mina)
    message = conversations.write(running, mina, text="Could you look at my abstract?")
    conversations.promise(message, maya, answer_by=MONDAY_8 + timedelta(days=2))


def test_on_monday_morning_a_mentor_reads_whom_they_meet_what_is_asked_and_promised(busy, clock, maya):
    clock.move_to(MONDAY_8)
    assert (weeks.brief_mentors(), weeks.brief_mentors()) == (1, 0)
    letter = Email.objects.get(kind="week_ahead")
    assert (letter.person, letter.subject, letter.essential) == (maya, "Your week: 1 session", False)
    said = letter.body_text
    assert "* Mina Das: Tue 9 Mar, 08:00 EST (Tue 9 Mar, 18:30 IST for Mina)" in said
    assert [f"{number}. {text}" in said for number, text in enumerate(QUESTIONS, 1)] == [True] * 3
    assert "* Answer Mina Das's message, as you promised, by Wed 10 Mar, 08:00 EST" in said
    assert "* Read what Mina Das brings to your session, by Tue 9 Mar, 07:00 EST" in said
    assert ("Which result would you lead with?" in letter.body_html, "/mail/unsubscribe/" in said) == (True, True)


@pytest.mark.parametrize("later", [-1, 4, 24])
def test_not_before_the_morning_not_after_it_not_on_tuesday(busy, clock, later):
    clock.move_to(MONDAY_8 + later * HOUR)
    assert weeks.brief_mentors() == 0


def test_quiet_hours_decide_when_the_morning_is(busy, clock, maya):
    MailPreference.objects.update_or_create(person=maya, defaults={"quiet_until": time(10)})
    clock.move_to(MONDAY_8)
    assert weeks.brief_mentors() == 0
    clock.shift(2 * HOUR)
    brief_mentors()
    assert Email.objects.filter(kind="week_ahead").count() == 1


def away(maya):
    Absence.objects.create(person=maya, starts_on=date(2027, 3, 6), ends_on=date(2027, 3, 8))


def unsubscribed(maya):
    MailPreference.objects.update_or_create(person=maya, defaults={"unsubscribed": ["week_ahead"]})


def over(maya):
    Cohort.objects.update(closed_at=FRIDAY)


def left(maya):
    maya.enrolments.update(left_at=FRIDAY)


@pytest.mark.parametrize("how", [away, unsubscribed, over, left])
def test_who_is_not_there_or_does_not_want_it_gets_none(busy, clock, maya, how):
    how(maya)
    clock.move_to(MONDAY_8)
    assert (weeks.brief_mentors(), Email.objects.filter(kind="week_ahead").count()) == (0, 0)


def test_an_empty_week_is_no_mail(running, clock):
    Duty.objects.all().delete()
    clock.move_to(MONDAY_8)
    assert (weeks.brief_mentors(), Email.objects.filter(kind="week_ahead").count()) == (0, 0)


def test_the_page_shows_each_their_own_week(busy, client, clock, maya, mina, otto):
    clock.move_to(MONDAY_8)
    pages = {}
    for reader in (maya, mina, otto):
        client.force_login(reader)
        pages[reader] = client.get(reverse("weeks:show")).content.decode()
    assert ["Which result would you lead with?" in pages[each] for each in (maya, mina, otto)] == [True, True, False]
    assert ["Mina asks" in pages[maya], "You ask" in pages[mina], "A quiet week" in pages[otto]] == [True] * 3
    assert ["as you promised" in pages[each] for each in (maya, mina)] == [True, False]
    assert ["Your mentees" in pages[each] for each in (maya, mina)] == [True, False]


def test_another_week_stays_out(running, client, clock, maya, mina):
    prepared(running, mina, TUESDAY_8 + timedelta(days=7, hours=-1))  # after the clocks have changed
    clock.move_to(MONDAY_8)
    client.force_login(maya)
    assert client.get(reverse("weeks:show")).context["week"].hours == []


@pytest.mark.parametrize("count", [1, 3])
def test_briefs_and_pages_take_constant_queries(running, cohort, clock, mina, count, client, maya, django_assert_num_queries):
    prepared(running, mina)
    for number in range(count - 1):
        mentor, mentee = person(f"Mentor{number} Lee", "America/New_York"), person(f"Mentee{number} Ray", "Asia/Kolkata")
        WeeklyHours.objects.create(person=mentor, weekday=1, starts=time(8), ends=time(10))
        places = {"mentor": enrol(cohort, mentor, "mentor", capacity=1), "mentee": enrol(cohort, mentee, "mentee")}
        match = Match.objects.create(cohort=cohort, status="confirmed", confirmed_at=timezone.now(), **places)
        prepared(Match.objects.with_people().get(pk=match.pk), mentee)
    clock.move_to(MONDAY_8)
    with django_assert_num_queries(13):
        assert weeks.brief_mentors() == count
    client.force_login(maya)
    with django_assert_num_queries(9):
        client.get(reverse("weeks:show"))
