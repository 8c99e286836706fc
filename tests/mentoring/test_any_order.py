"""Whatever people do, in whatever order: what must always hold of sessions, free time and mail holds after every act.

Hypothesis writes the stories (booking, whole series, moving, swapping, cancelling, leaving, other hours, days away, time going by) and
shortens the one that breaks something. Half of the wishes come from pages loaded at the beginning: those hours may be gone.
"""

import os
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from etiquette.ledger import absences
from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring.actions import availability, endings, moves, series, sessions
from mentoring.actions.invitations import REMINDERS
from mentoring.models import Attendance, Cohort, Enrolment, Match, Series, Session, WeeklyHours
from mentoring.selectors import diary, freetime
from mentoring.slots import Weekly
from tests.conftest import person
from tests.faults.test_booking_race import overlapping_pairs
from tests.mentoring.conftest import enrol

FULL = os.environ.get("PROOF") == "full"
STORIES, ACTS = (300, 14) if FULL else (6, 10)
BEGINNING = datetime(2027, 2, 22, tzinfo=UTC)  # New York's clocks change three weeks later, Berlin's five
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SOME = st.integers(0, 50)
DONE = Counter()  # how often each act was more than an attempt


EVERY = {"sessions.book", "sessions.cancel", "series.book", "series.cancel_rest", "moves.move", "moves.swap", "endings.leave"}


def tried(action, *arguments, **facts):
    """An act and its refusal are both fine; any other error is not."""
    try:
        action(*arguments, **facts)
    except Refused:
        return
    DONE[f"{action.__module__.rpartition('.')[2]}.{action.__name__}"] += 1


class Programme(RuleBasedStateMachine):
    """Two mentors with awkward hours, three mentees; every story begins anew and is rolled back."""

    def __init__(self):
        super().__init__()
        self.clock = time_machine.travel(BEGINNING, tick=False)
        self.traveller = self.clock.start()
        self.story = transaction.atomic()
        self.story.__enter__()
        self.cast()

    def cast(self):
        dates = {"starts_on": date(2027, 2, 15), "ends_on": date(2027, 5, 30), "sessions_per_week": 2}
        cohort = Cohort.objects.create(slug="any", name="Any", **dates)
        self.mentors = [person("Maya Iyer", "America/New_York"), person("Max Mentor", "Europe/Berlin")]
        mentees = [person("Mina Das", "Asia/Kolkata"), person("Otto Nau", "Asia/Kathmandu"), person("Ana Lu", "America/Sao_Paulo")]
        seats = [enrol(cohort, each, "mentor", capacity=3) for each in self.mentors]
        confirmed = {"cohort": cohort, "status": "confirmed", "confirmed_at": timezone.now()}
        for number, mentee in enumerate(mentees):
            Match.objects.create(mentor=seats[number // 2], mentee=enrol(cohort, mentee, "mentee"), **confirmed)
        admin = person("Olga Admin", "UTC", is_staff=True)
        Cohort.objects.update(approved_at=timezone.now(), approved_by=admin)
        for mentor in self.mentors:
            availability.offer(mentor, [Weekly(1, time(8), time(11)), Weekly(5, time(22), time(1)), Weekly(6, time(2), time(4))])
            availability.set_rules(mentor, buffer_before=5, buffer_after=10, most_a_week=3, lengths=[30, 60])
        self.shown = {match.pk: self.free(match) for match in self.matches()}

    def teardown(self):
        transaction.set_rollback(True)
        self.story.__exit__(None, None, None)
        self.clock.stop()

    def matches(self):
        return list(Match.objects.confirmed().with_people().order_by("created_at", "pk"))

    def coming(self):
        return list(Session.objects.coming(timezone.now()).with_people())

    def free(self, match, minutes=60):
        return diary.free_slots(match, timezone.now(), timezone.now() + 35 * DAY, length=timedelta(minutes=minutes))

    @initialize(slots=st.lists(SOME, min_size=6, max_size=6))
    def begin(self, slots):
        """Everybody has booked twice."""
        for number, slot in enumerate(slots):
            self.book_one(number, slot, 60)

    def wish(self, match, slot, minutes=60, *, is_stale=False):
        """The beginning of an hour that is free, or was when the page was loaded."""
        found = self.shown[match.pk] if is_stale else self.free(match, minutes)
        return found[slot % len(found)].start if found else None

    @rule(wishes=st.lists(st.tuples(SOME, SOME, st.sampled_from([30, 60]), st.booleans()), min_size=1, max_size=3))
    def book(self, wishes):
        for which, slot, minutes, is_stale in wishes:
            self.book_one(which, slot, minutes, is_stale=is_stale)

    def book_one(self, which, slot, minutes, *, is_stale=False):
        if matches := self.matches():
            match = matches[which % len(matches)]
            if start := self.wish(match, slot, minutes, is_stale=is_stale):
                tried(sessions.book, match, start, by=match.guest, minutes=minutes)

    @rule(which=SOME, slot=SOME, weeks=st.integers(1, 8), minutes=st.sampled_from([30, 60]), is_stale=st.booleans())
    def book_a_series(self, which, slot, weeks, minutes, is_stale):
        if matches := self.matches():
            match = matches[which % len(matches)]
            if start := self.wish(match, slot, minutes, is_stale=is_stale):
                tried(series.book, match, start, (start + weeks * 7 * DAY).date(), by=match.guest, minutes=minutes)

    @precondition(lambda self: Series.objects.exists())
    @rule(which=SOME, is_host=st.booleans())
    def cancel_the_rest_of_a_series(self, which, is_host):
        if found := list(Series.objects.filter(match__in=self.matches()).order_by("created_at", "pk")):
            one = found[which % len(found)]
            tried(series.cancel_rest, one, by=one.match.host if is_host else one.match.guest, reason="A sabbatical.")

    @precondition(lambda self: self.coming())
    @rule(which=SOME, is_host=st.booleans())
    def cancel(self, which, is_host):
        if meetings := self.coming():
            meeting = meetings[which % len(meetings)]
            tried(sessions.cancel, meeting, by=meeting.host if is_host else meeting.guest, reason="A clash.")

    @precondition(lambda self: self.coming())
    @rule(which=SOME, slot=SOME, is_host=st.booleans(), is_stale=st.booleans())
    def move(self, which, slot, is_host, is_stale):
        if meetings := self.coming():
            meeting = meetings[which % len(meetings)]
            if start := self.wish(meeting.match, slot, is_stale=is_stale):
                tried(moves.move, meeting, by=meeting.host if is_host else meeting.guest, start=start, reason="A clash.")

    @precondition(lambda self: self.coming())
    @rule(which=SOME, other=SOME)
    def swap(self, which, other):
        hosted = [each for each in self.coming() if each.host == self.mentors[0]]
        if len(hosted) > 1:
            one, two = hosted[which % len(hosted)], hosted[other % len(hosted)]
            tried(moves.swap, one, two, by=one.host, seen=one.starts_at, reason="Better so.")

    @rule(which=SOME, really=st.sampled_from([False] * 7 + [True]))
    def leave_the_cohort(self, which, really):
        if really and len(matches := self.matches()) > 1:
            match = matches[which % len(matches)]
            tried(endings.leave, match.mentee, by=match.guest, reason="A new job.")

    @rule(which=SOME, how=st.sampled_from(["week", "date", "journey", "away"]), days=st.integers(0, 40), hour=st.integers(0, 23))
    def change_availability(self, which, how, days, hour):
        mentor, day = self.mentors[which % 2], timezone.now().date() + days * DAY
        if how == "week":
            tried(availability.offer, mentor, [Weekly(1, time(8), time(11)), Weekly(3 + days % 3, time(hour), time((hour + 3) % 24))])
        elif how == "date":
            tried(availability.override, mentor, day, *((time(2), time(5)) if hour % 2 else (None, None)))
        elif how == "journey":
            tried(availability.travel, mentor, day, day + 5 * DAY, "Asia/Tokyo" if hour % 2 else "Australia/Lord_Howe")
        else:
            tried(absences.go_away, mentor, day, day + 3 * DAY)

    @rule(hours=st.integers(1, 100))
    def time_goes_by(self, hours):
        self.traveller.shift(hours * HOUR)

    @invariant()
    def nobody_is_in_two_places(self):
        assert overlapping_pairs() == 0

    @invariant()
    def a_place_is_when_its_session_is(self):
        assert not Attendance.objects.exclude(during=F("meeting__during")).exists()
        active = Attendance.objects.filter(status="active")
        assert not active.filter(meeting__status="cancelled").exists()
        assert not Attendance.objects.exclude(status="active").filter(meeting__status="booked").exists()

    @invariant()
    def nobody_has_more_of_a_week_than_was_agreed(self):
        booked = Session.objects.exclude(status="cancelled").with_people()
        weeks = Counter((each.match_id, each.starts_at.astimezone(each.guest.tz).isocalendar()[:2]) for each in booked)
        assert max(weeks.values(), default=0) <= 2

    @invariant()
    def kept_free_time_is_what_the_rules_say(self):
        frm = timezone.now()
        for match in self.matches():
            for minutes in (30, 60):
                length = timedelta(minutes=minutes)
                kept = freetime.kept_slots(match, frm, frm + 35 * DAY, length)
                assert kept == diary.free_slots(match, frm, frm + 35 * DAY, length=length)

    @invariant()
    def no_mail_waits_that_is_no_longer_true(self):
        meetings = {str(each.pk): each for each in Session.objects.all()}
        for mail in Email.objects.unsent().filter(kind__startswith="session_"):
            meeting = meetings[str(mail.about_id)]
            assert meeting.is_booked or mail.kind == "session_cancelled"
            if mail.kind == "session_reminder":
                assert (mail.expires, meeting.starts_at - mail.not_before in REMINDERS.values()) == (meeting.starts_at, True)

    @invariant()
    def nothing_is_owed_about_a_cancelled_session(self):
        gone = Session.objects.filter(status="cancelled").values_list("pk", flat=True)
        assert not Duty.objects.open().filter(about_id__in=[str(pk) for pk in gone]).exists()

    @invariant()
    def no_match_that_ended_has_a_session_to_come(self):
        assert not Session.objects.ahead(timezone.now()).filter(match__status="ended").exists()


@pytest.mark.proof
@pytest.mark.django_db
def test_what_must_hold_holds_after_every_act():
    told = settings(max_examples=STORIES, stateful_step_count=ACTS, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Programme, settings=told)
    print(f"{STORIES} stories of up to {ACTS} acts: 0 broken invariants; done {dict(DONE)}")
    assert DONE.keys() >= (EVERY if FULL else {"sessions.book"})
    assert not Enrolment.objects.exists()
    assert not WeeklyHours.objects.exists()
