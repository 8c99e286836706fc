"""Ending without a fault, leaving, taking an approval back: what was planned or owed goes in the same transaction."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring.actions import approvals, conversations, endings, matching, matchmaking, places, sessions, withdrawals
from mentoring.models import Approval, Cohort, Enrolment, Match, News, Proposal, Session
from tests.mentoring.conftest import enrol, next_tuesday
from tests.mentoring.matching_cast import draft

__all__ = ["draft"]


def open_duties():
    return sorted(Duty.objects.open().values_list("act", "person__name"))


@pytest.fixture
def busy(match, hours, mina):
    """A match with a session to come, a message to acknowledge, and all that is owed and mailed about them."""
    sessions.book(match, next_tuesday(), by=mina)
    conversations.write(match, mina, text="Dear Maya")
    return match


def refusal(call, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return str(refused.value)


def test_ending_calls_off_waives_withdraws_and_tells(busy, mina, maya, olga):
    assert open_duties() != []
    Email.objects.all().delete()

    endings.end(busy, by=mina, reason="We disagree about everything.")

    busy.refresh_from_db()
    assert (busy.status, busy.ended_by, busy.end_reason) == ("ended", mina, "We disagree about everything.")
    assert Session.objects.get().status == "cancelled"
    assert open_duties() == [("rematch", "Olga Admin")]
    mails = Email.objects.exclude(status="withdrawn").order_by("kind", "to_address")
    assert [(mail.kind, mail.to_address, mail.calendar_method) for mail in mails] == [
        ("match_ended", "maya@example.org", ""),
        ("session_cancelled", "maya@example.org", "CANCEL"),
        ("session_cancelled", "mina@example.org", "CANCEL"),
    ]
    assert not any("disagree" in mail.body_text + mail.body_html for mail in mails)
    assert all("no longer matched" in mail.body_text and "another hour" not in mail.body_text for mail in mails[1:])
    assert list(News.objects.filter(tag="match").values_list("person__name", "text")) == [
        ("Maya Iyer", "Your match with Mina Das has ended.")
    ]


def test_what_was_not_sent_yet_is_withdrawn(busy, mina):
    before = set(Email.objects.filter(status="queued").values_list("pk", flat=True))
    endings.end(busy, by=mina, reason="So.")
    assert set(Email.objects.filter(pk__in=before).values_list("status", flat=True)) == {"withdrawn"}


def test_a_rematch_is_proposed_with_somebody_else(busy, maya, mina, otto):
    enrol(busy.cohort, otto, "mentor", capacity=1)
    endings.end(busy, by=maya, reason="Too far apart.")
    proposal = Proposal.objects.get()
    assert (proposal.only, matchmaking.run_waiting()) == ([str(busy.mentee_id)], 1)
    drafted = Match.objects.get(status="drafted")
    assert (drafted.mentee.person, drafted.mentor.person) == (mina, otto)


def test_a_new_match_approved_closes_the_admins_duty(busy, maya, mina, otto, olga):
    other = enrol(busy.cohort, otto, "mentor", capacity=1)
    endings.end(busy, by=maya, reason="Too far apart.")
    matching.propose(busy.mentee, other, by=olga)
    approvals.approve(busy.cohort, by=olga, seen=approvals.fingerprint(list(approvals.to_approve(busy.cohort))))
    assert "rematch" not in [act for act, _ in open_duties()]


def test_who_may_end(match, otto, olga, maya):
    with pytest.raises(PermissionDenied):
        endings.end(match, by=otto, reason="Hm.")
    endings.end(match, by=olga, reason="They asked us to.")
    assert sorted(Email.objects.filter(kind="match_ended").values_list("to_address", flat=True)) == ["maya@example.org", "mina@example.org"]
    assert refusal(endings.end, match, by=maya, reason="Too late.") == "This match has ended already."


def test_leaving_ends_every_match_and_drops_what_was_proposed(busy, enrolled, maya, olga, otto):
    second = enrol(busy.cohort, otto, "mentee")
    matching.propose(second, enrolled.mentor, by=olga)
    endings.leave(enrolled.mentor, by=maya, reason="A new job.")
    place = Enrolment.objects.get(pk=enrolled.mentor.pk)
    assert (place.left_at is not None, place.leave_reason, list(Match.objects.values_list("status", flat=True))) == (
        True,
        "A new job.",
        ["ended"],
    )
    assert Proposal.objects.get().only == [str(enrolled.mentee.pk)]
    assert open_duties() == [("rematch", "Olga Admin")]
    assert refusal(endings.leave, enrolled.mentor, by=maya, reason="Again.") == "This place was given back already."


# --- the pages ---


def test_one_form_for_either_side(client, busy, maya):
    client.force_login(maya)
    url = reverse("matching:end", args=[busy.pk])
    assert "Mina is told kindly that it has ended, and never why." in client.get(url).content.decode()
    assert (client.post(url, {"reason": ""}).status_code, Match.objects.get().status) == (200, "confirmed")
    assert client.post(url, {"reason": "So."})["Location"] == busy.get_absolute_url()
    assert "has ended already" in client.get(url).content.decode()
    assert "So." not in client.get(busy.get_absolute_url()).content.decode()


def test_a_proposed_or_drafted_match_has_no_end(client, match, maya, olga):
    Match.objects.update(status="proposed", confirmed_at=None)
    for person in (maya, olga):
        client.force_login(person)
        assert client.get(reverse("matching:end", args=[match.pk])).status_code == 404


def test_an_admin_sees_to_the_rest(client, busy, mina, olga):
    endings.end(busy, by=mina, reason="Between us.")
    client.force_login(olga)
    url = reverse("matching:rematch", args=[busy.pk])
    assert "Between us." in client.get(url).content.decode()
    client.post(url)
    assert open_duties() == []


# --- taking an approval back ---


@pytest.fixture
def approved(draft, maya, mina, olga):
    mentor, mentee = enrol(draft, maya, "mentor", capacity=2), enrol(draft, mina, "mentee")
    matching.propose(mentee, mentor, by=olga)
    approve(draft, olga)
    draft.refresh_from_db()
    return draft


def approve(cohort, by):
    return approvals.approve(cohort, by=by, seen=approvals.fingerprint(list(approvals.to_approve(cohort))))


def test_taking_back_undoes_everything_unsent(approved, olga):
    assert withdrawals.take_back(approved, by=olga, reason="A mistake.") == 1
    approved.refresh_from_db()
    match = Match.objects.get()
    assert (approved.approved_at, approved.approved_by, match.status, match.confirmed_at) == (None, None, "proposed", None)
    assert (open_duties(), News.objects.count(), set(Email.objects.values_list("status", flat=True))) == ([], 0, {"withdrawn"})
    assert list(Approval.objects.values_list("by__name", "taken_back_by__name", "reason")) == [("Olga Admin", "Olga Admin", "A mistake.")]
    assert refusal(withdrawals.take_back, approved, by=olga, reason="x") == (
        "Autumn cohort is not approved (any more), so there is nothing to take back."
    )


def test_whoever_had_a_letter_is_told_kindly(approved, olga):
    Email.objects.filter(to_address="mina@example.org").update(status="sent", sent_at=timezone.now())
    withdrawals.take_back(approved, by=olga, reason="A mistake.")
    told = Email.objects.filter(kind="approval_taken_back")
    assert [mail.to_address for mail in told] == ["mina@example.org"]
    assert "mistake" not in told.get().body_text


def test_after_it_was_taken_back_it_can_be_approved_again(approved, olga):
    withdrawals.take_back(approved, by=olga, reason="A mistake.")
    assert approve(approved, olga) == 1
    assert sorted(Email.objects.filter(status="queued").values_list("to_address", flat=True)) == ["maya@example.org", "mina@example.org"]
    assert ("write_first", "Mina Das") in open_duties() or open_duties() != []


def test_a_cohort_that_runs_is_not_taken_back(approved, olga, maya):
    with pytest.raises(PermissionDenied):
        withdrawals.take_back(approved, by=maya, reason="x")
    Cohort.objects.update(starts_on=timezone.now().date() - timedelta(days=1))
    sentence = "Autumn cohort has started: an approval can no longer be taken back, but a match can be ended."
    assert (refusal(withdrawals.take_back, approved, by=olga, reason="x"), Match.objects.get().status) == (sentence, "confirmed")


def test_the_page_takes_back_with_a_reason(client, approved, olga):
    client.force_login(olga)
    url = reverse("approvals:take_back", args=[approved.slug])
    assert (client.post(url, {"reason": ""}).status_code, Match.objects.get().status) == (409, "confirmed")
    client.post(url, {"reason": "A mistake."})
    page = client.get(reverse("approvals:show", args=[approved.slug])).content.decode()
    assert (Match.objects.get().status, "took it back on" in page, "A mistake." in page) == ("proposed", True, True)


def test_the_checklist_remembers_who_made_sure(client, draft, olga, maya):
    client.force_login(olga)
    tick, untick = (reverse(f"approvals:{name}", args=["autumn"]) for name in ("tick", "untick"))
    client.post(tick, {"item": "matching"})
    client.post(tick, {"item": "matching"})
    assert list(draft.approval_ticks.values_list("item", "by__name")) == [("matching", "Olga Admin")]
    assert client.post(tick, {"item": "nonsense"}).status_code == 409
    client.post(untick, {"item": "matching"})
    assert draft.approval_ticks.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_admins_approve_and_take_back_at_once(approved, olga):
    """Both wait for the cohort's row; whichever comes second sees what the first did."""
    matching.propose(enrol(approved, otto_of(approved), "mentee"), approved.enrolments.mentors().get(), by=olga)
    mark = approvals.fingerprint(list(approvals.to_approve(approved)))
    barrier, outcomes = Barrier(2), []

    def act(call, **facts):
        barrier.wait()
        try:
            outcomes.append(call(approved, by=olga, **facts))
        except Refused as refused:
            outcomes.append(str(refused))
        finally:
            connection.close()

    threads = [Thread(target=act, args=[approvals.approve], kwargs={"seen": mark})]
    threads.append(Thread(target=act, args=[withdrawals.take_back], kwargs={"reason": "x"}))
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    changed = "The matches have changed since you opened this page: please look them over once more, then approve."
    assert sorted(map(str, outcomes)) in (["1", "2"], ["1", changed])
    statuses = set(Match.objects.values_list("status", flat=True))
    assert (statuses, Cohort.objects.get(slug="autumn").approved_at) == ({"proposed"}, None)


def otto_of(cohort):
    from mentoring.models import User

    return User.objects.create_user("late@example.org", name="Late Comer")


def test_giving_an_unconfirmed_place_back_ends_its_match(busy, mina, maya):
    Enrolment.objects.filter(person=mina).update(confirmed_at=None)
    places.give_back_place(busy.mentee, by=mina)
    busy.refresh_from_db()
    assert (busy.status, Session.objects.get().status) == ("ended", "cancelled")
    assert [(duty.act, duty.person.name) for duty in Duty.objects.open()] == [("rematch", "Olga Admin")]
    assert refusal(conversations.write, busy, mina, text="Still here?").startswith("This match has ended")
    assert Email.objects.filter(kind="match_ended", person=maya).count() == 1
