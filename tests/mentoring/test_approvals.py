"""Approving a cohort: everything at once, once, by one admin; and again for what came late."""

import time
from threading import Barrier, Thread

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring.actions import approvals, boards, matching
from mentoring.models import Cohort, Enrolment, Match, News, User
from tests.mentoring.approving import approve, draft, mentee, mentor, more, nothing_happened, proposed, refusal, seen

__all__ = ["draft", "mentee", "mentor", "proposed"]


@pytest.mark.parametrize("count", [1, 3])
def test_approving_three_takes_as_many_queries_as_one(draft, mentor, olga, django_assert_num_queries, count):
    more(mentor, count, olga)
    name = seen(draft)
    ContentType.objects.clear_cache()
    with django_assert_num_queries(17):
        approvals.approve(draft, by=olga, seen=name)
    assert [Email.objects.count(), Duty.objects.count(), News.objects.count()] == [1 + count, 4 * count, 2 * count]


def test_approval_makes_matches_real_and_tells_everyone(draft, proposed, mentor, mentee, olga):
    more(mentor, 1, olga)

    assert approve(draft, olga) == 2

    draft.refresh_from_db()
    assert (draft.approved_by, set(Match.objects.values_list("status", flat=True))) == (olga, {"confirmed"})
    assert sorted(Email.objects.values_list("kind", "to_address", "subject")) == [
        ("cohort_approved", "m0@example.org", "Maya Iyer is your mentor in Autumn cohort"),
        ("cohort_approved", "maya@example.org", "Your 2 mentees in Autumn cohort"),
        ("cohort_approved", "mina@example.org", "Maya Iyer is your mentor in Autumn cohort"),
    ]
    assert sorted(Duty.objects.values_list("act", "person__name", "owed_to__name")) == [
        ("draft_agreement", "Mentee 0", "Maya Iyer"),
        ("draft_agreement", "Mina Das", "Maya Iyer"),
        ("first_steps", "Maya Iyer", "Mentee 0"),
        ("first_steps", "Maya Iyer", "Mina Das"),
        ("first_steps", "Mentee 0", "Maya Iyer"),
        ("first_steps", "Mina Das", "Maya Iyer"),
        ("write_first", "Mentee 0", "Maya Iyer"),
        ("write_first", "Mina Das", "Maya Iyer"),
    ]
    assert sorted(News.objects.values_list("person__name", "text")) == [
        ("Maya Iyer", "Mentee 0 is your mentee in Autumn cohort."),
        ("Maya Iyer", "Mina Das is your mentee in Autumn cohort."),
        ("Mentee 0", "Maya Iyer is your mentor in Autumn cohort."),
        ("Mina Das", "Maya Iyer is your mentor in Autumn cohort."),
    ]


def test_the_mentors_letter_names_their_mentees(draft, proposed, mentor, olga):
    more(mentor, 1, olga)
    approve(draft, olga)
    assert Email.objects.get(person=mentor.person).body_text.startswith(
        "Dear Maya,\n\nAutumn cohort is set. It is good to have you: you will mentor\n\n- Mentee 0 (Kolkata)\n- Mina Das (Kolkata)\n\n"
    )


def test_only_admins_approve(draft, proposed, maya):
    with pytest.raises(PermissionDenied):
        approve(draft, maya)
    assert nothing_happened()


def test_a_cohort_without_matches_is_refused(draft, olga):
    assert refusal(approve, draft, olga) == "There are no matches to approve yet: propose some on the matching board first."
    assert nothing_happened()


def test_an_ended_cohort_is_refused(draft, proposed, olga):
    Cohort.objects.update(closed_at=timezone.now())
    assert refusal(approve, draft, olga) == "Autumn cohort has ended, so there is nothing to approve any more."


def test_the_second_admin_learns_who_was_quicker(draft, proposed, olga, otto):
    otto.is_staff, otto.zone = True, "Asia/Tokyo"
    approve(draft, olga)
    when = Cohort.objects.get().approved_at.astimezone(otto.tz)
    assert refusal(approve, draft, otto) == (
        f"Olga Admin approved Autumn cohort on {when:%-d %B %Y at %H:%M} JST; no match has been proposed since."
    )
    assert (Email.objects.count(), Cohort.objects.get().approved_by) == (2, olga)


def test_what_was_not_looked_over_is_not_approved(draft, proposed, mentor, olga):
    before = seen(draft)
    more(mentor, 1, olga)
    sentence = "The matches have changed since you opened this page: please look them over once more, then approve."
    assert refusal(approvals.approve, draft, by=olga, seen=before) == sentence
    assert nothing_happened()


def test_nobody_is_told_who_was_not_invited_or_has_left(draft, proposed, mentor, mentee, olga):
    Enrolment.objects.filter(pk=mentee.pk).update(invited_at=None)
    assert refusal(approve, draft, olga) == "Mina Das has not been invited yet: invite the people of the cohort first."
    Enrolment.objects.filter(pk=mentor.pk).update(left_at=timezone.now())
    assert refusal(approve, draft, olga) == "Maya Iyer has left the cohort: remove the match with them first."
    assert nothing_happened()


def test_late_matches_are_approved_by_the_same_button(draft, proposed, mentor, olga, otto):
    approve(draft, olga)
    first = Cohort.objects.get().approved_at
    otto.is_staff = True
    more(mentor, 2, olga)

    assert approve(draft, otto) == 2

    cohort = Cohort.objects.get()
    assert (cohort.approved_at, cohort.approved_by, Match.objects.confirmed().count()) == (first, olga, 3)
    subjects = Email.objects.filter(person=mentor.person).order_by("created_at").values_list("subject", flat=True)
    assert list(subjects) == ["Mina Das is your mentee in Autumn cohort", "Your 2 mentees in Autumn cohort"]
    assert Email.objects.count() == 5


def test_nothing_half_approved_can_exist(draft, proposed, mentor, olga):
    more(mentor, 2, olga)
    User.objects.filter(email="m1@example.org").update(zone="Not/AZone")  # the third letter cannot be written
    with pytest.raises(Exception, match="Not/AZone"):
        approve(draft, olga)
    assert nothing_happened()


@pytest.mark.django_db(transaction=True)
def test_two_admins_at_once_one_wins(draft, proposed, olga, otto):
    User.objects.filter(pk=otto.pk).update(is_staff=True)
    otto.is_staff, mark = True, seen(draft)
    barrier, outcomes = Barrier(2), []

    def run(admin):
        barrier.wait()
        try:
            outcomes.append(approvals.approve(draft, by=admin, seen=mark))
        except Refused as refused:
            outcomes.append(str(refused).split(" approved ")[0])
        finally:
            connection.close()

    threads = [Thread(target=run, args=[admin]) for admin in (olga, otto)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    winner = Cohort.objects.get().approved_by.name
    assert sorted(outcomes, key=str) == [1, winner]
    assert (Email.objects.count(), Duty.objects.count()) == (2, 4)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", [lambda match, by: matching.remove(match, by=by), lambda match, by: boards.move(match.mentee, None, by=by)])
def test_a_hand_on_the_board_does_not_take_away_what_is_approved_at_that_moment(draft, proposed, olga, act):
    """The hand comes while the approval is not yet written: it waits, and is told."""
    started, outcomes = Barrier(2), []

    def take_away():
        started.wait()
        try:
            outcomes.append(act(proposed, olga))
        except Refused as refused:
            outcomes.append(str(refused).split(",")[0])
        finally:
            connection.close()

    hand = Thread(target=take_away)
    hand.start()
    with transaction.atomic():
        approve(draft, olga)
        started.wait()
        waits_for_a_lock()
    hand.join()
    assert (Match.objects.get().status, outcomes[0] in {"This match is approved", "Mina Das's match is approved"}) == ("confirmed", True)


def waits_for_a_lock():
    """Return once the other connection waits for what this one holds."""
    for _ in range(500):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits")
