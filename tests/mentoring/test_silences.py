"""Silence asks the mentee first, then the mentor, then an admin; a word, a session or an absence changes that."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from etiquette import rulebook
from etiquette.models import Absence, Duty, Email, Rule
from etiquette.reminding import reminders
from mentoring.actions import conversations, holds, sessions, silences
from mentoring.models import Match, Message, Session
from mentoring.models.conversations import UNDO
from tests.conftest import person
from tests.mentoring.conftest import enrol, next_tuesday

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def quiet_for(match, days, nudges=0):
    """The last word was so many days ago."""
    Match.objects.filter(pk=match.pk).update(
        confirmed_at=NOW - timedelta(days=days + 1), spoke_at=NOW - timedelta(days=days), nudges=nudges
    )


def asked():
    return [(duty.person.get_short_name(), duty.act) for duty in Duty.objects.open().order_by("due_at").select_related("person")]


def test_each_is_asked_in_turn_once(match):
    seen = []
    for days in (6, 7, 8, 13, 14, 20, 21, 30):
        quiet_for(match, days, nudges=Match.objects.get(pk=match.pk).nudges)
        seen.append((days, silences.nudge(NOW), len(asked())))
    assert seen == [(6, 0, 0), (7, 1, 1), (8, 0, 1), (13, 0, 1), (14, 1, 2), (20, 0, 2), (21, 1, 3), (30, 0, 3)]
    assert sorted(asked()) == [("Maya", "break_silence"), ("Mina", "break_silence"), ("Olga", "look_into_silence")]


def test_the_question_is_kind_dated_and_leads_to_the_thread(match, mina):
    quiet_for(match, 8)
    silences.nudge(NOW)
    duty = Duty.objects.get()
    assert (duty.title, duty.url) == ("Write Maya Iyer a line: it has been quiet for a while", match.get_absolute_url())
    assert duty.due_at == NOW - timedelta(days=1)
    assert duty.why == "Two sentences are plenty: how it goes, and what comes next."


def test_nobody_ever_wrote_counts_from_the_approval(match):
    Match.objects.filter(pk=match.pk).update(confirmed_at=NOW - timedelta(days=7))
    assert (silences.nudge(NOW), asked()) == (1, [("Mina", "break_silence")])


@pytest.mark.parametrize("who", ["maya", "mina"])
def test_a_message_of_either_ends_it(match, who, request):
    quiet_for(match, 14, nudges=1)
    silences.nudge(NOW)
    conversations.write(match, request.getfixturevalue(who), text="How are you?")
    match.refresh_from_db()
    assert (match.nudges, match.spoke_at > NOW - timedelta(minutes=1)) == (0, True)
    assert not Duty.objects.open().filter(act="break_silence").exists()
    assert silences.nudge(timezone.now()) == 0


def silence(match):
    match.refresh_from_db()
    return match.spoke_at, match.nudges, sorted(one for one in asked() if one[1] != "acknowledge")


@pytest.mark.parametrize("order", [[0], [1, 0], [0, 1]])
def test_a_message_taken_back_leaves_the_silence_as_it_was(match, mina, maya, order):
    quiet_for(match, 14, nudges=1)
    silences.nudge(NOW)
    before = silence(match)
    for author in (mina, maya)[: len(order)]:
        conversations.write(match, author, text="How are you?", wait=UNDO)
    assert silence(match)[1:] == (0, [])
    written = list(Message.objects.order_by("created_at"))
    for at in order:
        holds.undo(written[at], written[at].author)
    assert silence(match) == before


def test_what_else_was_said_since_breaks_the_silence_all_the_same(match, mina, maya):
    quiet_for(match, 8)
    silences.nudge(NOW)
    first = conversations.write(match, mina, text="One.", wait=UNDO)
    second = conversations.write(match, maya, text="Two.", wait=UNDO)
    holds.undo(first, mina)
    assert silence(match) == (second.created_at, 0, [])


def test_booking_ends_it_and_a_coming_session_is_no_silence(match, hours, mina):
    quiet_for(match, 8)
    silences.nudge(NOW)
    meeting = sessions.book(match, next_tuesday(), by=mina)
    assert Duty.objects.get(act="break_silence").status == Duty.Status.DISCHARGED
    quiet_for(match, 30)
    assert silences.nudge(NOW) == 0
    Session.objects.filter(pk=meeting.pk).update(status="cancelled")
    assert silences.nudge(NOW) == 1


def test_silence_counts_from_the_last_session(match, maya):
    quiet_for(match, 30)
    for days, asks in ((6, 0), (8, 1)):
        begun = NOW - timedelta(days=days)
        facts = {"cohort": match.cohort, "match": match, "host": maya, "status": "held", "settled_at": NOW}
        Session.objects.create(during=(begun, begun + timedelta(hours=1)), **facts)
        assert silences.nudge(NOW) == asks
        Session.objects.all().delete()


@pytest.mark.parametrize("who", ["maya", "mina"])
def test_who_is_away_is_not_silent_nor_just_after(match, who, request):
    quiet_for(match, 30)
    today = NOW.date()
    for start, end, asks in ((-10, 2, 0), (-20, -3, 0), (3, 9, 1)):
        Absence.objects.all().delete()
        facts = {"starts_on": today + timedelta(days=start), "ends_on": today + timedelta(days=end)}
        Absence.objects.create(person=request.getfixturevalue(who), **facts)
        assert silences.nudge(NOW) == asks


def test_an_ended_match_and_a_cohort_that_is_over_are_left_in_peace(match, cohort):
    quiet_for(match, 30)
    Match.objects.filter(pk=match.pk).update(status="ended", ended_at=NOW)
    assert silences.nudge(NOW) == 0
    Match.objects.filter(pk=match.pk).update(status="confirmed")
    cohort.ends_on = NOW.date() - timedelta(days=1)
    cohort.save()
    assert silences.nudge(NOW) == 0


def test_asked_once_told_to_nobody_and_kept_in_no_record(client, match, mina, olga):
    quiet_for(match, 8)
    silences.nudge(NOW)
    for days in range(6):
        reminders.sweep(NOW + timedelta(days=days, hours=3))
    assert list(Email.objects.values_list("person", "kind")) == [(mina.pk, "reminder")]
    client.force_login(olga)
    assert [client.get(reverse(page)).content.decode().count("Write Maya Iyer a line") for page in ("duties:overdue", "home")] == [0, 0]
    conversations.write(match, mina, text="Here I am.")
    assert not Duty.objects.filter(act="break_silence").judged(NOW - timedelta(days=90)).exists()


def test_a_cohort_has_its_own_patience(match, cohort):
    general = Rule.objects.get(occasion="silence", role="mentee")
    rulebook.change(general, cohort.pk, within=timedelta(days=3), why=general.why, active=True)
    quiet_for(match, 4)
    assert (silences.nudge(NOW), asked()) == (1, [("Mina", "break_silence")])
    rulebook.change(general, cohort.pk, within=timedelta(days=3), why=general.why, active=False)
    quiet_for(match, 13)
    assert silences.nudge(NOW) == 0


def test_admins_see_that_it_is_quiet_and_say_that_they_saw_to_it(client, match, mina, maya, olga):
    conversations.write(match, mina, text="Between us two.")
    quiet_for(match, 30, nudges=2)
    silences.nudge(NOW)
    address = reverse("silences:show", args=[match.pk])
    client.force_login(olga)
    page = client.get(address).content.decode()
    assert ["Mina Das" in page, "Maya Iyer" in page, "Between us two." in page] == [True, True, False]
    client.post(address)
    assert Duty.objects.get(act="look_into_silence").status == Duty.Status.DISCHARGED
    for other in (mina, maya):
        client.force_login(other)
        assert client.get(address).status_code == 404
        with pytest.raises(PermissionDenied):
            silences.seen_to(match, by=other)


@pytest.mark.parametrize("count", [1, 3])
def test_the_sweep_takes_a_constant_number_of_queries(match, cohort, enrolled, django_assert_max_num_queries, count):
    matches = [match]
    for number in range(count - 1):
        mentee = enrol(cohort, person(f"Mentee{number}", "UTC"), "mentee")
        matches.append(Match.objects.create(cohort=cohort, mentor=enrolled.mentor, mentee=mentee, status="confirmed", confirmed_at=NOW))
    for each in matches:
        quiet_for(each, 8)
    with django_assert_max_num_queries(22):
        assert silences.nudge(NOW) == count
