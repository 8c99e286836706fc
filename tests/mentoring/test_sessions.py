"""Booking, cancelling, settling: rows, duties and mails of one act, and its refusals."""

from datetime import time, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from etiquette import outbox
from etiquette.models import Duty, Email, ThankYou
from gurukool.lib.refusals import Refused
from mentoring.actions import meetings, preparations, sessions, thanks
from mentoring.models import Attendance, Match, Session, User
from mentoring.templatetags.clocks import spoken
from tests.mentoring.conftest import enrol, next_tuesday

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(match, hours, mina):
    return sessions.book(match, next_tuesday(), by=mina)


@pytest.fixture
def past(meeting):
    """The same session, moved into the past behind everybody's back."""
    now = timezone.now()
    Session.objects.filter(pk=meeting.pk).update(during=(now - timedelta(hours=2), now - timedelta(hours=1)))
    meeting.refresh_from_db()
    return meeting


def duties(about, status="open"):
    rows = Duty.objects.about(about).filter(status=status).order_by("act", "person__name")
    return [(duty.act, duty.person.get_short_name()) for duty in rows]


def mails(about):
    rows = Email.objects.about(about).order_by("kind", "to_address", "key")
    return [(mail.kind, mail.to_address.split("@")[0], mail.status) for mail in rows]


def test_booking_writes_the_session_its_seats_its_mails_and_its_duties(meeting, match, mina, maya):
    assert (meeting.starts_at, meeting.ends_at) == (next_tuesday(), next_tuesday() + timedelta(hours=1))
    seats = Attendance.objects.order_by("role").values_list("person", "role", "during", "status")
    assert list(seats) == [(mina.pk, "guest", meeting.during, "active"), (maya.pk, "host", meeting.during, "active")]
    assert mails(meeting) == [
        ("session_invitation", "maya", "queued"),
        ("session_invitation", "mina", "queued"),
        *[("session_reminder", name, "queued") for name in ("maya", "maya", "mina", "mina")],
    ]
    [duty] = Duty.objects.about(meeting)
    assert (duty.act, duty.person, duty.due_at) == ("prepare", mina, next_tuesday() - timedelta(hours=24))


def test_an_invitation_says_the_hour_on_both_clocks_and_carries_the_calendar(meeting, mina):
    mail = Email.objects.get(kind="session_invitation", person=mina)
    assert "IST on your clock" in mail.body_text
    assert "on Maya's" in mail.body_text
    assert (mail.calendar_method, "METHOD:REQUEST" in mail.calendar, "SEQUENCE:0" in mail.calendar) == ("REQUEST", True, True)


def test_reminders_wait_for_their_hour_and_expire_with_the_start(meeting, mina):
    rows = Email.objects.filter(kind="session_reminder", person=mina).order_by("not_before")
    start = next_tuesday()
    assert [(mail.not_before, mail.expires) for mail in rows] == [(start - timedelta(hours=24), start), (start - timedelta(hours=1), start)]


def test_a_repeated_click_shows_the_booking_that_exists(meeting, match, mina):
    assert sessions.book(match, next_tuesday(), by=mina) == meeting
    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        (lambda: timezone.now() + timedelta(hours=3), "Please give Maya Iyer at least 24 hours: pick a later time."),
        (lambda: next_tuesday(time(8, 30)), "This hour is no longer free: it may just have been taken. Please pick another one."),
        (lambda: next_tuesday(time(14)), "This hour is no longer free: it may just have been taken. Please pick another one."),
    ],
)
def test_what_is_not_a_free_slot_is_refused(match, hours, mina, start, sentence):
    with pytest.raises(Refused, match=sentence.split(":")[0]) as refusal:
        sessions.book(match, start(), by=mina)
    assert str(refusal.value) == sentence
    assert (Session.objects.count(), Email.objects.count()) == (0, 0)


def test_after_the_end_of_the_cohort_nothing_can_be_booked(match, hours, mina):
    with pytest.raises(Refused, match="^Spring cohort ends on .*: please pick an hour before that.$"):
        sessions.book(match, next_tuesday(weeks=30), by=mina)


def test_the_weekly_limit_counts_the_mentees_own_week(meeting, match, mina):
    with pytest.raises(Refused, match="The sessions of that week are already booked"):
        sessions.book(match, next_tuesday(time(9)), by=mina)
    assert sessions.book(match, next_tuesday(weeks=1), by=mina).status == "booked"


def test_two_mentees_cannot_have_the_same_hour(meeting, cohort, enrolled, otto):
    rival = Match.objects.create(
        cohort=cohort, mentor=enrolled.mentor, mentee=enrol(cohort, otto, "mentee"), status="confirmed", confirmed_at=timezone.now()
    )
    with pytest.raises(Refused, match="This hour is no longer free"):
        sessions.book(rival, next_tuesday(), by=otto)


def test_the_constraint_stands_behind_the_lock(meeting, otto, maya):
    other = Session.objects.create(cohort=meeting.cohort, match=meeting.match, host=maya, during=meeting.during)
    with pytest.raises(IntegrityError, match="nobody_in_two_places"), transaction.atomic():
        Attendance.objects.create(meeting=other, person=maya, role="host", during=meeting.during)


def test_an_attendance_follows_its_session(past, meeting):
    assert set(Attendance.objects.values_list("during", flat=True)) == {past.during}


def test_only_the_mentee_of_an_approved_match_books(match, hours, maya, otto, mina):
    for person in (maya, otto):
        with pytest.raises(PermissionDenied):
            sessions.book(match, next_tuesday(), by=person)
    Match.objects.update(status="proposed")
    with pytest.raises(PermissionDenied):
        sessions.book(match, next_tuesday(), by=mina)


def test_cancelling_waives_withdraws_and_sends_a_cancel_with_a_higher_sequence(meeting, maya):
    sessions.cancel(meeting, by=maya, reason="A cold.")
    assert (duties(meeting), duties(meeting, "waived")) == ([], [("prepare", "Mina")])
    assert mails(meeting) == [
        ("session_cancelled", "maya", "queued"),
        ("session_cancelled", "mina", "queued"),
        ("session_invitation", "maya", "withdrawn"),
        ("session_invitation", "mina", "withdrawn"),
        *[("session_reminder", name, "withdrawn") for name in ("maya", "maya", "mina", "mina")],
    ]
    mail = Email.objects.get(kind="session_cancelled", to_address="mina@example.org")
    assert (mail.calendar_method, "METHOD:CANCEL" in mail.calendar, "SEQUENCE:1" in mail.calendar) == ("CANCEL", True, True)
    assert set(meeting.attendances.values_list("status", "sequence")) == {("cancelled", 1)}


def test_a_cancelled_hour_is_free_again(meeting, match, mina):
    sessions.cancel(meeting, by=mina, reason="A cold.")
    again = sessions.book(match, next_tuesday(), by=mina)
    assert (again.status, again == meeting) == ("booked", False)


def test_a_session_is_cancelled_once_and_not_by_outsiders(meeting, mina, otto):
    with pytest.raises(PermissionDenied):
        sessions.cancel(meeting, by=otto, reason="-")
    sessions.cancel(meeting, by=mina, reason="A cold.")
    with pytest.raises(Refused, match="can no longer be cancelled"):
        sessions.cancel(meeting, by=mina, reason="Again.")


def test_a_session_over_cannot_be_cancelled(past, mina):
    with pytest.raises(Refused, match="it has begun"):
        sessions.cancel(past, by=mina, reason="Too late.")


def test_a_session_under_way_cannot_be_cancelled(meeting, mina):
    with (
        time_machine.travel(meeting.starts_at + timedelta(minutes=58), tick=False),
        pytest.raises(Refused, match="it has begun"),
    ):
        sessions.cancel(meeting, by=mina, reason="We have nearly finished.")


def test_preparing_late_is_not_asked_for(past, mina):
    meetings.ask_whether_they_met()
    assert duties(past, "waived") == [("prepare", "Mina")]


READY = {"progress": "Two pages.", "agenda": "Talk", "found_out": "", "questions": ["a", "b", "c"]}


def test_what_is_handed_over_stays_so_and_stays_whole(meeting, mina):
    preparations.prepare(meeting, mina, **READY, ready=True)
    with pytest.raises(Refused, match="at least 3 questions"):
        preparations.prepare(meeting, mina, **{**READY, "questions": []}, ready=False)
    assert meeting.preparations.get().questions.count() == 3


def test_a_cancelled_session_is_not_prepared_from_a_stale_page(meeting, mina):
    stale = Session.objects.with_people().get(pk=meeting.pk)
    sessions.cancel(meeting, by=mina, reason="A cold.")
    with pytest.raises(PermissionDenied):
        preparations.prepare(stale, mina, **READY, ready=True)
    assert duties(meeting) == []


@pytest.fixture
def assumed(past):
    with time_machine.travel(past.ends_at + timedelta(hours=49), tick=False):
        meetings.assume_held()
        past.refresh_from_db()
        yield past


def test_what_was_assumed_can_be_corrected_and_then_nothing_is_owed(assumed, maya, mina):
    assert ("thank", "Mina") in duties(assumed)
    sessions.settle(assumed, by=maya, missing=[mina])
    assert (assumed.status, assumed.settled_by, duties(assumed)) == ("missed", maya, [])
    with pytest.raises(Refused, match="already said"):
        sessions.settle(assumed, by=mina, missing=[])


def test_what_was_assumed_can_be_confirmed_and_stays_owed(assumed, maya):
    owed = duties(assumed)
    sessions.settle(assumed, by=maya, missing=[])
    assert (assumed.settled_by, duties(assumed)) == (maya, owed)


def test_preparing_needs_three_questions_to_be_handed_over_and_keeps_a_draft(meeting, mina, maya):
    draft = {"progress": "Two pages.", "agenda": "", "found_out": "", "questions": ["Why?"]}
    preparations.prepare(meeting, mina, **draft, ready=False)
    with pytest.raises(Refused, match="at least 3 questions and an agenda"):
        preparations.prepare(meeting, mina, **draft, ready=True)
    assert duties(meeting) == [("prepare", "Mina")]
    preparations.prepare(meeting, mina, **{**draft, "questions": ["a", "b", "c"], "agenda": "Talk"}, ready=True)
    assert (duties(meeting), duties(meeting, "discharged")) == ([("read_brief", "Maya")], [("prepare", "Mina")])
    [preparation] = meeting.preparations.all()
    assert [question.text for question in preparation.questions.all()] == ["a", "b", "c"]
    preparations.read_brief(meeting, maya)
    assert duties(meeting) == []


def test_both_are_asked_whether_they_met_and_one_answer_is_enough(past, mina):
    assert (meetings.ask_whether_they_met(), meetings.ask_whether_they_met()) == (1, 0)
    assert duties(past) == [("settle", "Maya"), ("settle", "Mina")]
    sessions.settle(past, by=mina, missing=[])
    assert duties(past) == [("give_feedback", "Maya"), ("give_feedback", "Mina"), ("thank", "Mina")]
    assert duties(past, "discharged") == [("settle", "Mina")]
    assert set(past.attendances.values_list("came", flat=True)) == {True}
    with pytest.raises(Refused, match="already said"):
        sessions.settle(past, by=past.host, missing=[past.guest])


def test_who_was_missing_is_kept_and_nothing_is_owed_for_it(past, maya, mina):
    sessions.settle(past, by=maya, missing=[mina])
    assert (past.status, duties(past)) == ("missed", [])
    assert dict(past.attendances.values_list("person", "came")) == {maya.pk: True, mina.pk: False}


def test_after_48_hours_of_silence_it_is_taken_as_held(past):
    with time_machine.travel(past.ends_at + timedelta(hours=47), tick=False):
        assert meetings.assume_held() == 0
    with time_machine.travel(past.ends_at + timedelta(hours=49), tick=False):
        assert (meetings.assume_held(), meetings.assume_held()) == (1, 0)
    past.refresh_from_db()
    assert (past.status, past.settled_by) == ("held", None)


def test_a_thank_you_is_written_once_and_reaches_the_mentor(past, mina, maya):
    sessions.settle(past, by=mina, missing=[])
    note = thanks.thank(past, mina, text="The story landed.", outcome="good")
    assert thanks.thank(past, mina, text="Twice.", outcome="mixed") == note
    assert list(ThankYou.objects.values_list("sender", "recipient", "text", "outcome")) == [(mina.pk, maya.pk, "The story landed.", "good")]
    assert [mail.to_address for mail in Email.objects.filter(kind="thank_you")] == ["maya@example.org"]
    assert ("thank", "Mina") in duties(past, "discharged")


def test_an_unheld_session_cannot_be_thanked_for_and_hosts_do_not_thank(meeting, past, mina, maya):
    with pytest.raises(PermissionDenied):
        thanks.thank(past, mina, text="Early.", outcome="good")
    sessions.settle(past, by=mina, missing=[])
    with pytest.raises(PermissionDenied):
        thanks.thank(past, maya, text="From the host.", outcome="good")


def test_a_reminder_speaks_the_names_and_zones_of_the_hour_it_goes(meeting, mina, maya, mailoutbox):
    User.objects.filter(pk=mina.pk).update(zone="Asia/Tokyo")
    User.objects.filter(pk=maya.pk).update(name="Maya Iyer-Stone", zone="Europe/Lisbon")
    Email.objects.filter(kind="session_invitation").delete()
    with time_machine.travel(meeting.starts_at - timedelta(hours=24), tick=False):
        outbox.deliver()
        [letter] = [each for each in mailoutbox if each.to == ["mina@example.org"]]
        tokyo, lisbon = spoken(meeting.starts_at, "Asia/Tokyo"), spoken(meeting.starts_at, "Europe/Lisbon")
        assert letter.subject == f"{tokyo}: your session with Maya Iyer-Stone"
        assert f"{tokyo} on your clock, {lisbon} on Maya's" in letter.body
