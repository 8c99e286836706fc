"""Everything of a cohort as CSV: what is in each file, what is in none, and that a roster comes back unchanged."""

import csv
import io
from datetime import time, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty
from mentoring.actions import decisions, feedback, reviewers, sessions, wishes
from mentoring.actions.roster_rows import Counts
from mentoring.actions.rosters import import_roster
from mentoring.exports import EXPORTS
from mentoring.models import (
    Answer,
    Application,
    Cohort,
    Enrolment,
    FormQuestion,
    Introduction,
    Match,
    Message,
    Preparation,
    Review,
    ReviewPlan,
    Session,
    User,
    WeeklyHours,
    Wish,
)
from mentoring.rosters import COLUMNS
from tests.mentoring.conftest import next_tuesday
from tests.mentoring.selecting import give, receive, shared_out

ROSTER = Path(__file__).parent.parent / "data" / "cohort.csv"
# The admin's session and account, the cohort; then what the file itself needs.
QUERIES = dict.fromkeys(EXPORTS, 4) | {"applications": 5, "reviews": 6, "statistics": 8}


def download(client, what, cohort):
    return b"".join(client.get(reverse("exports:download", args=[cohort.slug, what])).streaming_content)


def rows(client, what, cohort):
    return list(csv.DictReader(io.StringIO(download(client, what, cohort).decode("utf-8-sig"), newline="")))


@pytest.fixture
def admin(client, olga):
    client.force_login(olga)
    return client


# --- the doors ---


def test_the_page_lists_every_file_and_marks_the_private_ones(admin, cohort):
    text = admin.get(reverse("exports:index", args=["spring"])).content.decode()
    assert [reverse("exports:download", args=["spring", what]) in text for what in EXPORTS] == [True] * len(EXPORTS)
    assert text.count("for admins only") == sum(bool(export.private) for export in EXPORTS.values()) == 6
    assert "Wishes are private to those who wrote them and to admins." in text
    assert reverse("exports:index", args=["spring"]) in admin.get(reverse("cohorts:board", args=["spring"])).content.decode()


@pytest.mark.parametrize("what", EXPORTS)
def test_files_are_attachments_in_utf8_that_excel_reads(admin, cohort, what):
    response = admin.get(reverse("exports:download", args=["spring", what]))
    facts = [response.headers[name] for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Cache-Control")]
    expected = ["text/csv; charset=utf-8", f'attachment; filename="spring-{what}.csv"', "nosniff", "private, no-store"]
    assert (response.streaming, facts) == (True, expected)
    content = b"".join(response.streaming_content)
    assert (content[:3], content.count(b"\r\n")) == (b"\xef\xbb\xbf", 1)  # the headings


@pytest.mark.parametrize("what", EXPORTS)
def test_no_file_exists_for_others(client, cohort, enrolled, maya, mina, otto, what):
    url = reverse("exports:download", args=["spring", what])
    assert client.get(url).status_code == 302
    for person in (maya, mina, otto):
        client.force_login(person)
        assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)


def test_unknown_files_and_other_methods(admin, cohort):
    assert admin.get("/cohorts/spring/exports/messages.csv").status_code == 404
    assert admin.get("/cohorts/autumn/exports/roster.csv").status_code == 404
    assert admin.post("/cohorts/spring/exports/roster.csv").status_code == 405
    assert admin.post("/cohorts/spring/exports/").status_code == 405


# --- the roster, out and in again ---


def test_a_roster_comes_back_unchanged(admin, cohort):
    import_roster(ROSTER.read_bytes(), slug="spring", by=None)
    data = download(admin, "roster", cohort)
    assert data.decode("utf-8-sig").split("\r\n")[0] == ",".join(COLUMNS)
    report = import_roster(data, slug="spring", by=None)
    assert (report.counts, report.problems, report.written) == (Counts(0, 0, 84), [], True)


def test_a_roster_that_would_run_comes_back_as_text(admin, cohort, olga):
    import_roster(ROSTER.read_bytes(), slug="spring", by=None)
    place = Enrolment.objects.select_related("person__profile", "application").order_by("person__name").first()
    place.person.name, place.person.profile.field = "=cmd|' /C calc'!A0", "-5 °C storage"
    place.application.tracks, place.application.goals_or_offer = ["@home", "+1 more", "plain"], "＝HYPERLINK(1)\n=second line"
    for row in (place.person, place.person.profile, place.application):
        row.save()
    data = download(admin, "roster", cohort)
    (row,) = [row for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")) if row["email"] == place.person.email]
    assert (row["full_name"], row["field"], row["tracks"]) == ("'=cmd|' /C calc'!A0", "'-5 °C storage", "'@home; '+1 more; plain")
    assert row["goals_or_offer"] == "'＝HYPERLINK(1)\n=second line"
    report = import_roster(data, slug="spring", by=None)
    assert (report.counts, report.problems) == (Counts(0, 0, 84), [])


def test_a_conflict_of_interest_survives_the_way_out_and_in(admin, cohort):
    import_roster(ROSTER.read_bytes(), slug="spring", by=None)
    wisher, about = User.objects.filter(wishes=None, enrolments__cohort=cohort, wished=None).order_by("pk")[:2]
    Wish.objects.create(cohort=cohort, person=wisher, about=about, kind="conflict")
    report = import_roster(download(admin, "roster", cohort), slug="spring", by=None)
    assert (report.counts, wisher.wishes.get().kind) == (Counts(0, 0, 84), "conflict")


def test_hours_past_midnight_and_overlaps_are_written_so_that_the_import_reads_them(admin, cohort, enrolled, maya):
    for weekday, starts, ends in [(0, 8, 10), (0, 9, 11), (0, 11, 12), (6, 22, 2), (2, 20, 0)]:
        WeeklyHours.objects.create(person=maya, weekday=weekday, starts=time(starts), ends=time(ends))
    found = {row["email"]: row for row in rows(admin, "roster", cohort)}
    expected = "Mon 00:00-02:00; Mon 08:00-11:00; Mon 11:00-12:00; Wed 20:00-24:00; Sun 22:00-24:00"
    assert (found[maya.email]["available"], found[maya.email]["capacity"], found["mina@example.org"]["capacity"]) == (expected, "3", "")
    assert import_roster(download(admin, "roster", cohort), slug="spring", by=None).problems == []


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


def meet(match, days, status="held", hours=1):
    starts = (timezone.now() + timedelta(days=days)).replace(second=0, microsecond=0)
    settled = timezone.now() if status in {"held", "missed"} else None
    during = DateTimeTZRange(starts, starts + timedelta(hours=hours))
    return Session.objects.create(cohort=match.cohort, match=match, during=during, status=status, settled_at=settled)


def test_sessions_are_counts_and_times(admin, cohort, match):
    first, last = meet(match, -9), meet(match, -3, hours=2)
    coming = meet(match, 4, "booked")
    meet(match, -5, "cancelled")
    (row,) = rows(admin, "sessions", cohort)
    at = ["First session (UTC)", "Latest session (UTC)", "Next session (UTC)"]
    assert [row[heading] for heading in at] == [f"{meeting.starts_at:%Y-%m-%d %H:%M}" for meeting in (first, last, coming)]
    counts = ["Booked", "Held", "Did not take place", "Cancelled", "Minutes together"]
    assert [row[heading] for heading in counts] == ["1", "2", "0", "1", "180"]


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


# --- what is in none; and what it costs ---


def test_what_two_people_write_is_in_no_file(admin, cohort, enrolled, match, mina, maya):
    meeting = meet(match, -2)
    Message.objects.create(match=match, author=mina, text="SECRET")
    Preparation.objects.create(meeting=meeting, person=mina, progress="SECRET", agenda="SECRET", found_out="SECRET")
    Session.objects.update(cancel_reason="SECRET")
    Introduction.objects.create(enrolment=enrolled.mentee, professional="SECRET", status="submitted", submitted_at=timezone.now())
    feedback.give(meeting, mina, kept_agenda="yes", usefulness=5, went_well="SECRET", next_time="SECRET")
    assert [what for what in EXPORTS if b"SECRET" in download(admin, what, cohort)] == []


def crowd(cohort, olga, first, count):
    """So many people in every table."""
    applications = receive(cohort, count, first=first)
    reviewers.assign(cohort, by=olga)
    question, _ = FormQuestion.objects.get_or_create(cohort=cohort, role="mentee", kind="short", label="Why?")
    for application in applications:
        give(application, olga)
        Answer.objects.create(application=application, question=question, value="Because")
        application.decisions.create(verdict="admitted")
        mentor = User.objects.create_user(f"m{application.person.email}", name="A mentor")
        giver = Enrolment.objects.create(cohort=cohort, person=mentor, role="mentor", capacity=1)
        place = Enrolment.objects.create(cohort=cohort, person=application.person, role="mentee")
        pair = Match.objects.create(cohort=cohort, mentor=giver, mentee=place, status="confirmed", confirmed_at=timezone.now())
        Wish.objects.create(cohort=cohort, person=mentor, about=application.person, kind="prefer")
        feedback.give(meet(pair, -2), mentor, kept_agenda="yes", usefulness=5, went_well="x", next_time="")
        cohort.proposals.create(mode="hand")


def test_as_many_queries_for_three_as_for_one(admin, cohort, olga, django_assert_num_queries):
    shared_out(cohort, olga)
    for first, count in ((0, 1), (1, 2)):
        crowd(cohort, olga, first, count)
        for what, queries in QUERIES.items():
            with django_assert_num_queries(queries):
                download(admin, what, cohort)
            assert len(rows(admin, what, cohort)) >= 1
    assert len(rows(admin, "applications", cohort)) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_much_at_any_size(admin, cohort, django_assert_num_queries, count):
    receive(cohort, count)
    with django_assert_num_queries(3):
        admin.get(reverse("exports:index", args=["spring"]))


@pytest.mark.django_db
def test_the_demo_can_be_exported_whole(client):
    call_command("seed_demo")
    client.force_login(User.objects.filter(is_staff=True).first())
    for cohort in Cohort.objects.all():
        for what in EXPORTS:
            assert all(row.keys() for row in rows(client, what, cohort)), what
        report = import_roster(download(client, "roster", cohort), slug=cohort.slug, by=None)
        assert (report.counts.created, report.counts.updated, report.problems) == (0, 0, [])
