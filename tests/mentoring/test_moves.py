"""Moving a session and swapping two: rows, duties, mails and records of one act, and its refusals."""

from datetime import time, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from etiquette.models import Duty, Email, Incident
from gurukool.lib.refusals import Refused
from mentoring.actions import moves, preparations, sessions
from mentoring.models import Match, Move, News, Session
from tests.mentoring.conftest import enrol, next_tuesday

pytestmark = pytest.mark.django_db

LATER = next_tuesday(time(9))
READY = {"progress": "Two pages.", "agenda": "Talk", "found_out": "", "questions": ["a", "b", "c"], "ready": True}


@pytest.fixture
def meeting(match, hours, mina):
    return sessions.book(match, next_tuesday(), by=mina)


@pytest.fixture
def ottos(cohort, enrolled, hours, otto):
    """A session of otto with the same mentor, a week after mina's."""
    rival = enrol(cohort, otto, "mentee")
    match = Match.objects.create(cohort=cohort, mentor=enrolled.mentor, mentee=rival, status="confirmed", confirmed_at=timezone.now())
    return sessions.book(match, next_tuesday(weeks=1), by=otto)


def soon(meeting):
    """Just before it begins: any change is at short notice."""
    return time_machine.travel(meeting.starts_at - timedelta(hours=5), tick=False)


def mails(about):
    rows = Email.objects.about(about).order_by("kind", "to_address", "key")
    return [(mail.kind, mail.to_address.split("@")[0], mail.status) for mail in rows]


def test_moving_writes_the_new_hour_for_everybody_and_keeps_the_old_one_on_record(meeting, mina, maya):
    moved = moves.move(meeting, mina, start=LATER, reason="My train is late.")
    assert (moved.pk, moved.starts_at, moved.minutes, moved.sequence) == (meeting.pk, LATER, 60, 1)
    assert set(moved.attendances.values_list("during", "sequence", "status")) == {(moved.during, 1, "active")}
    assert list(Move.objects.values_list("meeting", "by", "was", "reason")) == [(meeting.pk, mina.pk, meeting.during, "My train is late.")]
    assert list(News.objects.values_list("person", "text")) == [(maya.pk, "Mina Das moved your session to another hour.")]


def test_both_get_a_request_with_the_same_uid_and_a_higher_sequence(meeting, mina, maya):
    moves.move(meeting, maya, start=LATER, reason="A dentist.")
    assert mails(meeting) == [
        ("session_invitation", "maya", "withdrawn"),
        ("session_invitation", "mina", "withdrawn"),
        ("session_moved", "maya", "queued"),
        ("session_moved", "mina", "queued"),
        *[("session_reminder", name, status) for name in ("maya", "mina") for status in ("withdrawn", "withdrawn", "queued", "queued")],
    ]
    mail = Email.objects.get(kind="session_moved", person=mina)
    lines = mail.calendar.splitlines()
    uid = next(line for line in Email.objects.get(kind="session_invitation", person=mina).calendar.splitlines() if line.startswith("UID"))
    assert (mail.calendar_method, "SEQUENCE:1" in lines, uid in lines) == ("REQUEST", True, True)
    assert "Maya Iyer moved your session to another hour." in mail.body_text
    assert "Maya Iyer wrote: A dentist." in mail.body_text
    assert "You moved your session with Mina Das." in Email.objects.get(kind="session_moved", person=maya).body_text


def test_reminders_are_replaced_by_those_of_the_new_hour(meeting, mina):
    moves.move(meeting, mina, start=LATER, reason="A train.")
    rows = Email.objects.filter(kind="session_reminder", person=mina, status="queued").order_by("not_before")
    assert [(mail.not_before, mail.expires) for mail in rows] == [(LATER - timedelta(hours=before), LATER) for before in (24, 1)]


def test_open_duties_follow_and_what_is_done_stays_done(meeting, mina, maya):
    next_week = next_tuesday(weeks=1)
    moves.move(meeting, mina, start=LATER, reason="A train.")
    assert Duty.objects.open().get(act="prepare").due_at == LATER - timedelta(hours=24)
    preparations.prepare(meeting, mina, **READY)
    moves.move(meeting, maya, start=next_week, reason="A dentist.")
    assert [(duty.act, duty.due_at) for duty in Duty.objects.open().about(meeting)] == [("read_brief", next_week - timedelta(hours=1))]
    assert Duty.objects.get(act="prepare").status == "discharged"


def test_a_repeated_click_moves_once(meeting, mina):
    for _ in range(2):
        moves.move(meeting, mina, start=LATER, reason="A train.")
    assert (Move.objects.count(), Session.objects.get().sequence) == (1, 1)


def test_notice_binds_the_guest_and_not_the_host(meeting, mina, maya):
    with time_machine.travel(LATER - timedelta(hours=20), tick=False):
        with pytest.raises(Refused, match="^Please give Maya Iyer at least 24 hours: pick a later time.$"):
            moves.move(meeting, mina, start=LATER, reason="A train.")
        assert moves.move(meeting, maya, start=LATER, reason="A dentist.").starts_at == LATER


def test_a_change_at_short_notice_goes_into_the_record_of_who_made_it(meeting, mina, maya):
    moves.move(meeting, mina, start=LATER, reason="In good time.")
    assert not Incident.objects.exists()
    meeting.refresh_from_db()
    with soon(meeting):
        moves.move(meeting, maya, start=next_tuesday(weeks=1), reason="A fever.")
    assert list(Incident.objects.values_list("person", "kind", "role", "about_id")) == [(maya.pk, "late_change", "mentor", meeting.pk)]


def test_cancelling_at_short_notice_goes_there_too(meeting, mina):
    with soon(meeting):
        sessions.cancel(meeting, by=mina, reason="A fever.")
    assert list(Incident.objects.values_list("person", "kind", "role")) == [(mina.pk, "late_cancellation", "mentee")]


REFUSED = [
    (next_tuesday(time(8, 30)), "This hour is no longer free: it may just have been taken. Please pick another one."),
    (next_tuesday(weeks=30), "Spring cohort ends on"),
    (next_tuesday(weeks=-20), "This hour is over already. Please pick a later one."),
]


@pytest.mark.parametrize(("start", "sentence"), REFUSED)
@pytest.mark.parametrize("who", ["maya", "mina"])
def test_an_hour_that_cannot_be_booked_is_refused_and_nothing_changes(meeting, request, who, start, sentence):
    with pytest.raises(Refused) as refusal:
        moves.move(meeting, request.getfixturevalue(who), start=start, reason="-")
    assert str(refusal.value).startswith(sentence)
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.sequence, Move.objects.count()) == (next_tuesday(), 0, 0)
    assert {status for _, _, status in mails(meeting)} == {"queued"}


def test_the_week_counts_without_the_session_that_moves(meeting, match, mina):
    other = sessions.book(match, next_tuesday(weeks=1), by=mina)
    with pytest.raises(Refused, match="The sessions of that week are already booked."):
        moves.move(meeting, mina, start=other.starts_at.replace(hour=9), reason="-")
    assert moves.move(meeting, mina, start=LATER, reason="Within its own week.").starts_at == LATER


def test_a_session_is_moved_twice_at_most_and_then_they_talk(meeting, mina, maya, cohort):
    cohort.moves_per_session = 1
    cohort.save()
    moves.move(meeting, mina, start=LATER, reason="A train.")
    with pytest.raises(Refused) as refusal:
        moves.move(meeting, maya, start=next_tuesday(), reason="A dentist.")
    assert str(refusal.value) == (
        "This session has been moved once already, and that is enough. If its hour does not work, "
        "please agree on another one in your conversation first; then cancel it and book that hour."
    )


def test_only_the_two_move_it(meeting, otto, olga):
    for person in (otto, olga):
        with pytest.raises(PermissionDenied):
            moves.move(meeting, person, start=LATER, reason="-")


def test_what_has_begun_is_over_or_was_cancelled_stays(meeting, mina):
    with time_machine.travel(meeting.starts_at + timedelta(minutes=1), tick=False), pytest.raises(Refused, match="has begun or is over"):
        moves.move(meeting, mina, start=next_tuesday(weeks=1), reason="-")
    sessions.cancel(meeting, by=mina, reason="A cold.")
    with pytest.raises(Refused, match="was cancelled"):
        moves.move(meeting, mina, start=LATER, reason="-")


def test_the_hour_it_leaves_is_free_again(meeting, match, mina, ottos, otto):
    moves.move(meeting, mina, start=LATER, reason="A train.")
    assert moves.move(ottos, otto, start=next_tuesday(), reason="Sooner.").starts_at == next_tuesday()


def test_the_host_swaps_two_mentees_in_one_statement(meeting, ottos, maya, mina, otto):
    moves.swap(meeting, ottos, maya, seen=meeting.starts_at, reason="A conference.")
    found = Session.objects.in_bulk([meeting.pk, ottos.pk])
    assert (found[meeting.pk].during, found[ottos.pk].during) == (ottos.during, meeting.during)
    assert {(seat.meeting_id, seat.during, seat.sequence) for seat in found[meeting.pk].attendances.all()} == {
        (meeting.pk, ottos.during, 1)
    }
    told = Email.objects.filter(kind="session_moved").order_by("about_id", "to_address").values_list("about_id", "person__email")
    assert set(told) == {(meeting.pk, "maya@example.org"), (meeting.pk, "mina@example.org")} | {
        (ottos.pk, "maya@example.org"),
        (ottos.pk, "otto@example.org"),
    }
    assert set(Move.objects.values_list("meeting", "was")) == {(meeting.pk, meeting.during), (ottos.pk, ottos.during)}
    assert set(News.objects.values_list("person", flat=True)) == {mina.pk, otto.pk}


def test_a_mentee_swaps_two_of_their_own(meeting, match, mina):
    other = sessions.book(match, next_tuesday(weeks=1), by=mina)
    one, two = moves.swap(meeting, other, mina, seen=meeting.starts_at, reason="My chapter comes first.")
    assert {one.pk: one.starts_at, two.pk: two.starts_at} == {meeting.pk: other.starts_at, other.pk: meeting.starts_at}


def test_a_second_click_does_not_swap_back(meeting, ottos, maya):
    for _ in range(2):
        moves.swap(meeting, ottos, maya, seen=next_tuesday(), reason="A conference.")
    assert (Session.objects.get(pk=meeting.pk).starts_at, Move.objects.count()) == (ottos.starts_at, 2)


def test_a_swap_of_what_has_been_moved_meanwhile_is_refused(meeting, ottos, maya):
    moves.move(meeting, maya, start=LATER, reason="A dentist.")
    with pytest.raises(Refused, match="moved meanwhile"):
        moves.swap(meeting, ottos, maya, seen=next_tuesday(), reason="A conference.")


def test_guests_of_different_sessions_do_not_swap_them(meeting, ottos, mina):
    with pytest.raises(PermissionDenied):
        moves.swap(meeting, ottos, mina, seen=meeting.starts_at, reason="-")


def test_a_swap_needs_the_same_length_and_both_guests_free(meeting, ottos, maya, match, mina):
    busy = sessions.book(match, next_tuesday(weeks=1, clock=time(9)), by=mina)
    with pytest.raises(Refused, match="Mina Das has booked the sessions of that week already"):
        moves.swap(meeting, ottos, maya, seen=meeting.starts_at, reason="-")
    sessions.cancel(busy, by=mina, reason="-")
    Session.objects.filter(pk=ottos.pk).update(during=(ottos.starts_at, ottos.starts_at + timedelta(minutes=30)))
    with pytest.raises(Refused, match="One lasts 60 minutes, the other 30"):
        moves.swap(meeting, ottos, maya, seen=meeting.starts_at, reason="-")
    assert Move.objects.count() == 0
