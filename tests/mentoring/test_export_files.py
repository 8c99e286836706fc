"""What stands in each file of a cohort, row by row; nobody exports what the pages would not show them."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from etiquette.models import Duty
from mentoring.actions import decisions, feedback, seats, sessions, thanks, wishes
from mentoring.models import (
    Answer,
    Application,
    Enrolment,
    FormQuestion,
    Match,
    Move,
    Preparation,
    Review,
    ReviewPlan,
)
from tests.mentoring.conftest import enrol, next_tuesday, offer
from tests.mentoring.exporting import meet, open_hour, rows
from tests.mentoring.selecting import give, receive, shared_out

ROSTER = Path(__file__).parent.parent / "data" / "cohort.csv"


@pytest.fixture
def admin(client, olga):
    client.force_login(olga)
    return client


# --- what came in ---


def test_applications_have_every_answer_as_a_column(admin, applying):
    first, second = receive(applying, 2, motivation="=1+1")
    why = FormQuestion.objects.create(cohort=applying, role="mentee", position=1, kind="long", label="Why now?")
    health = FormQuestion.objects.create(
        cohort=applying, role="mentee", position=2, kind="choices", label="@Health", choices=["a", "b"], sensitive=True
    )
    old = FormQuestion.objects.create(cohort=applying, role="mentee", kind="scale", label="Old", lowest=-2, highest=2)
    old.retire()
    Answer.objects.create(application=first, question=why, value="＝now")
    Answer.objects.create(application=first, question=health, value=["a", "b"])
    Answer.objects.create(application=second, question=old, value=-1)
    one, two = rows(admin, "applications", applying)
    assert list(one)[-3:] == ["mentee: Old", "mentee: Why now?", "mentee: @Health (only admins)"]
    assert (one["Name"], one["Motivation"], list(one.values())[-3:]) == ("Person 0000", "'=1+1", ["", "'＝now", "a, b"])
    assert list(two.values())[-3:] == ["-1", "", ""]


def test_drafts_and_conflicts_of_interest_are_left_out(admin, applying, olga):
    first, second, third = receive(applying, 3)
    Application.objects.filter(pk=third.pk).update(status="draft", submitted_at=None)
    Review.objects.create(application=first, reviewer=olga, status="conflict")
    assert [row["Name"] for row in rows(admin, "applications", applying)] == ["Person 0001"]
    assert (rows(admin, "reviews", applying), rows(admin, "decisions", applying)) == ([], [])


def test_reviews_have_their_scores_once_ones_own_is_in(admin, applying, olga, maya):
    (application,) = receive(applying, 1)
    shared_out(applying, olga, maya)
    give(application, maya, points=4, comment="+Strong")
    assert rows(admin, "reviews", applying) == []
    give(application, olga, points=2)
    found = {row["Reviewer"]: row for row in rows(admin, "reviews", applying)}
    row = found["Maya Iyer"]
    assert (row["Applicant"], row["State"], row["Mean of its points"], row["Comment"]) == ("Person 0000", "given", "4.00", "'+Strong")
    scores = {heading: points for heading, points in row.items() if heading.startswith("mentee: ")}
    assert (set(scores.values()), len(scores) > 1, row["Mean of all"]) == ({"4"}, True, "3.00")
    ReviewPlan.objects.update_or_create(cohort=applying, defaults={"blind": True})
    application.refresh_from_db()
    assert {row["Applicant"] for row in rows(admin, "reviews", applying)} == {f"Applicant {application.number}"}


def test_decisions_of_others_with_their_reasons(admin, applying, olga):
    first, second = receive(applying, 2)
    Application.objects.filter(pk=second.pk).update(person=olga)
    decisions.draft_many(applying, {first.pk: "submitted"}, by=olga, verdict="admitted", reason="@best")
    second.decisions.create(verdict="declined")
    (row,) = rows(admin, "decisions", applying)
    facts = ["Applicant", "Decision", "Reason, for admins", "Decided by", "Released (UTC)"]
    assert [row[fact] for fact in facts] == ["Person 0000", "admit", "'@best", "Olga Admin", ""]


# --- who with whom, and how it goes ---


def test_wishes_and_matches(admin, cohort, enrolled, match, mina, maya):
    wishes.wish(enrolled.mentee, by=mina, kinds={maya: "avoid"})
    Match.objects.update(reasons=["=asked", "both patents"], end_reason="Moved.")
    (wish,) = rows(admin, "wishes", cohort)
    assert list(wish.values()) == ["Mina Das", "mina@example.org", "would rather not", "Maya Iyer", "maya@example.org"]
    (row,) = rows(admin, "matches", cohort)
    assert (row["Mentee"], row["Mentor"], row["State"], row["Reasons"]) == ("Mina Das", "Maya Iyer", "confirmed", "'=asked; both patents")


def test_proposals(admin, cohort, olga):
    cohort.proposals.create(by=olga, status="done", finished_at=timezone.now(), score=-5, unmatched={"a": "no", "b": "no"})
    (row,) = rows(admin, "proposals", cohort)
    assert (row["By"], row["State"], row["Points"], row["Left unmatched"]) == ("Olga Admin", "ready", "-5", "2")


def test_sessions_are_counts_and_times(admin, cohort, match, mina):
    first, last = meet(match, -9), meet(match, -3, hours=2)
    coming = meet(match, 4, "booked")
    meet(match, -5, "cancelled")
    for meeting in (first, last):
        Preparation.objects.create(meeting=meeting, person=mina, agenda="SECRET", ready_at=timezone.now())
    Preparation.objects.create(meeting=coming, person=mina)  # begun
    Move.objects.create(meeting=coming, by=mina, was=coming.during, reason="SECRET")
    (row,) = rows(admin, "sessions", cohort)
    at = ["First session (UTC)", "Latest session (UTC)", "Next session (UTC)"]
    assert [row[heading] for heading in at] == [f"{meeting.starts_at:%Y-%m-%d %H:%M}" for meeting in (first, last, coming)]
    counts = ["Booked", "Held", "Did not take place", "Cancelled", "Prepared", "Moved", "Minutes together"]
    assert [row[heading] for heading in counts] == ["1", "2", "0", "1", "2", "1", "180"]


def test_open_hours_and_groups_are_rows_of_their_own(admin, cohort, enrolled, match, maya, mina, otto):
    meet(match, -9)
    hour = open_hour(cohort, maya, mina)
    enrol(cohort, otto, "mentee")
    group = offer(cohort, maya, next_tuesday(), capacity=3)
    for person in (mina, otto):
        seats.join(group, by=person)
    group.meeting.attendances.filter(person=otto).update(came=False)
    found = rows(admin, "open_sessions", cohort)
    headings = ["Format", "Title", "Host", "State", "Guests", "Seats", "Missing", "Minutes"]
    assert [[row[heading] for heading in headings] for row in found] == [
        ["open hour", "", "Maya Iyer", "held", "1", "1", "0", "60"],
        ["group", "Five CVs, read aloud", "Maya Iyer", "booked", "2", "3", "1", "60"],
    ]
    assert found[0]["Begins (UTC)"] == f"{hour.starts_at:%Y-%m-%d %H:%M}"
    assert [row["Held"] for row in rows(admin, "sessions", cohort)] == ["1"]


def test_feedback_is_numbers_of_nobody(admin, cohort, match, maya, mina):
    for days, useful in ((-9, 5), (-3, 5)):
        feedback.give(meet(match, days), mina, kept_agenda="yes", usefulness=useful, went_well="SECRET", next_time="SECRET")
    feedback.give(meet(match, -1), maya, kept_agenda="no", usefulness=2, went_well="SECRET", next_time="")
    assert [list(row.values()) for row in rows(admin, "feedback", cohort)] == [
        ["mentee", "5", "yes", "2", "0"],
        ["mentor", "2", "no", "1", "0"],
    ]


def test_introductions_are_a_state(admin, cohort, enrolled):
    assert [row["State"] for row in rows(admin, "introductions", cohort)] == ["not begun"]


def test_duties_owed_and_overdue(admin, cohort, match, mina, hours):
    sessions.book(match, start=next_tuesday(), by=mina)
    Duty.objects.filter(act="prepare").update(due_at=timezone.now() - timedelta(hours=1))
    found = {row["Owes"]: row for row in rows(admin, "duties", cohort)}
    row = found["Prepare your session with Maya Iyer"]
    assert (row["Who"], row["State"], row["Overdue"]) == ("Mina Das", "open", "yes")


def test_statistics(admin, applying):
    receive(applying, 2)
    applying.tallies.create(role="mentee", outcome="declined", what="all", count=3)
    found = [list(row.values()) for row in rows(admin, "statistics", applying) if row["By"] == "all"]
    assert found == [["all", "", "mentee", "not this time", "3"], ["all", "", "mentee", "submitted", "2"]]


# --- what stands around it ---


def test_the_cohort_itself_line_by_line(admin, cohort):
    found = {row["What"]: row["Says"] for row in rows(admin, "cohort", cohort)}
    approved = f"{cohort.approved_at:%Y-%m-%d %H:%M}"
    facts = {"Name": "Spring cohort", "Slug": "spring", "Places for mentees": "20", "Approved at": approved}
    assert {fact: found[fact] for fact in facts} == facts
    assert {str(cohort.starts_on), str(cohort.ends_on)} <= set(found.values())


def test_places_that_were_given_back_too(admin, cohort, enrolled):
    Enrolment.objects.filter(role="mentee").update(left_at=timezone.now(), leave_reason="=moved")
    facts = ["Name", "Mentees they can take", "Why they left"]
    found = [([row[fact] for fact in facts], bool(row["Left (UTC)"])) for row in rows(admin, "places", cohort)]
    assert found == [(["Maya Iyer", "3", ""], False), (["Mina Das", "0", "'=moved"], True)]


def test_the_form_the_rubric_and_who_reviews(admin, applying, olga, maya):
    receive(applying, 1)
    FormQuestion.objects.create(cohort=applying, role="mentee", kind="choice", label="=Which?", choices=["a", "b"], required=True)
    FormQuestion.objects.create(cohort=applying, role="mentee", kind="short", label="Old").retire()
    shared_out(applying, olga, maya)
    (question,) = rows(admin, "questions", applying)
    facts = {"Kind": "One of several choices", "Question": "'=Which?", "Must be answered": "yes", "Choices": "a\nb"}
    assert {fact: question[fact] for fact in facts} == facts
    assert [row["Role"] for row in rows(admin, "rubric", applying)] == ["mentee"] * 3 + ["mentor"] * 3
    found = [(row["Name"], row["Reviews given"], row["Reviews to give"]) for row in rows(admin, "reviewers", applying)]
    assert found == [("Maya Iyer", "0", "1"), ("Olga Admin", "0", "1")]


def test_what_was_asked_again_and_who_got_more_time(admin, applying, olga, maya):
    mine, other = receive(applying, 2)
    Application.objects.filter(pk=mine.pk).update(person=olga)
    for application in (mine, other):
        application.revision_requests.create(asked_by=maya, question="+How?", due_at=timezone.now())
    found = [(row["Applicant"], row["Question"], row["Asked by"]) for row in rows(admin, "revisions", applying)]
    assert found == [("Person 0001", "'+How?", "Maya Iyer")]
    applying.extensions.create(person=maya, until=timezone.now().date(), reason="@ill", given_by=olga)
    given = [(row["Name"], row["Why"], row["Given by"]) for row in rows(admin, "extensions", applying)]
    assert given == [("Maya Iyer", "'@ill", "Olga Admin")]
    ReviewPlan.objects.create(cohort=applying, blind=True)
    assert [row["Applicant"] for row in rows(admin, "revisions", applying)] == [""]


def test_approvals_and_thanks_without_their_words(admin, cohort, olga, maya, mina, match):
    cohort.approvals.create(by=olga, matches=1, taken_back_at=timezone.now(), taken_back_by=olga, reason="-1 mentor")
    assert [(row["By"], row["Matches"], row["Why"]) for row in rows(admin, "approvals", cohort)] == [("Olga Admin", "1", "'-1 mentor")]
    thanks.thank(meet(match, -2), mina, text="SECRET", outcome="good")
    (row,) = rows(admin, "thanks", cohort)
    assert list(row.values())[:3] == ["Mina Das", "Maya Iyer", "It went well"]
