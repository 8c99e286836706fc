"""Everything of a cohort as CSV: what is in each file, what is in none, and that a roster comes back unchanged."""

import csv
import io
from datetime import time
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from mentoring.actions import feedback, reviewers, thanks
from mentoring.exports import EXPORTS
from mentoring.models import (
    Answer,
    Cohort,
    Enrolment,
    FormQuestion,
    Introduction,
    Match,
    Message,
    Preparation,
    Session,
    User,
    WeeklyHours,
    Wish,
)
from tests.mentoring.exporting import download, meet, open_hour, rows
from tests.mentoring.importing import COLUMNS, counts, import_roster
from tests.mentoring.selecting import give, receive, shared_out

ROSTER = Path(__file__).parent.parent / "data" / "cohort.csv"
# The admin's session and account, the cohort; then what the file itself needs.
QUERIES = dict.fromkeys(EXPORTS, 4) | {"cohort": 3, "applications": 5, "revisions": 5, "reviews": 6, "statistics": 8}


@pytest.fixture
def admin(client, olga):
    client.force_login(olga)
    return client


# --- the doors ---


def test_the_page_lists_every_file_and_marks_the_private_ones(admin, cohort):
    text = admin.get(reverse("exports:index", args=["spring"])).content.decode()
    assert [reverse("exports:download", args=["spring", what]) in text for what in EXPORTS] == [True] * len(EXPORTS)
    assert text.count("for admins only") == sum(bool(export.private) for export in EXPORTS.values()) == 9
    assert "Wishes are private to those who wrote them and to admins." in text
    assert reverse("exports:index", args=["spring"]) in admin.get(reverse("cohorts:board", args=["spring"])).content.decode()


@pytest.mark.parametrize("what", EXPORTS)
def test_files_are_attachments_in_utf8_that_excel_reads(admin, cohort, what):
    response = admin.get(reverse("exports:download", args=["spring", what]))
    facts = [response.headers[name] for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Cache-Control")]
    expected = ["text/csv; charset=utf-8", f'attachment; filename="spring-{what}.csv"', "nosniff", "private, no-store"]
    assert (response.streaming, facts) == (True, expected)
    content = b"".join(response.streaming_content)
    assert (content[:3], content.count(b"\r\n")) == (b"\xef\xbb\xbf", 1 if what != "cohort" else len(Cohort._meta.concrete_fields) - 2)


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
    assert (counts(report), report.taken.problems, report.written) == ((0, 0, 84), [], True)


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
    assert (counts(report), report.taken.problems) == ((0, 0, 84), [])


def test_a_conflict_of_interest_survives_the_way_out_and_in(admin, cohort):
    import_roster(ROSTER.read_bytes(), slug="spring", by=None)
    wisher, about = User.objects.filter(wishes=None, enrolments__cohort=cohort, wished=None).order_by("pk")[:2]
    Wish.objects.create(cohort=cohort, person=wisher, about=about, kind="conflict")
    report = import_roster(download(admin, "roster", cohort), slug="spring", by=None)
    assert (counts(report), wisher.wishes.get().kind) == ((0, 0, 84), "conflict")


def test_hours_past_midnight_and_overlaps_are_written_so_that_the_import_reads_them(admin, cohort, enrolled, maya):
    for weekday, starts, ends in [(0, 8, 10), (0, 9, 11), (0, 11, 12), (6, 22, 2), (2, 20, 0)]:
        WeeklyHours.objects.create(person=maya, weekday=weekday, starts=time(starts), ends=time(ends))
    found = {row["email"]: row for row in rows(admin, "roster", cohort)}
    expected = "Mon 00:00-02:00; Mon 08:00-11:00; Mon 11:00-12:00; Wed 20:00-24:00; Sun 22:00-24:00"
    assert (found[maya.email]["available"], found[maya.email]["capacity"], found["mina@example.org"]["capacity"]) == (expected, "3", "")
    assert import_roster(download(admin, "roster", cohort), slug="spring", by=None).taken.problems == []


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
        open_hour(cohort, mentor, application.person)
        feedback.give(meet(pair, -2), mentor, kept_agenda="yes", usefulness=5, went_well="x", next_time="")
        cohort.proposals.create(mode="hand")
        cohort.approvals.create(by=olga, matches=1)
        cohort.extensions.create(person=mentor, until="2027-01-01", reason="x")
        application.revision_requests.create(question="?", due_at=timezone.now())
        thanks.thank(meet(pair, -3), application.person, text="x", outcome="good")


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
        assert (counts(report)[:2], report.taken.problems) == ((0, 0), [])
