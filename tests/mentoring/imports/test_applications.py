"""Applications from a file: submitted, with their answers, their first version and a decision owed; nobody is mailed."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from etiquette.models import Duty, Email
from mentoring.models import Answer, Application, FormQuestion, Review, User
from tests.mentoring.importing import bring, counts, said, table
from tests.mentoring.selecting import receive

pytestmark = pytest.mark.django_db
MINA = {
    "E-mail": "mina@example.org",
    "Role": "mentee",
    "Name": "",
    "Time zone": "",
    "Field": "",
    "Motivation": "'=1+1 is two",
    "Goals or offer": "Two\nlines",
    "Tracks": "patents; teaching",
    "Submitted (UTC)": "2026-01-31 14:00",
}
NORA = MINA | {"E-mail": "Nora@example.org", "Name": "Nora Lind", "Time zone": "Asia/Tokyo", "Field": "ecology", "Submitted (UTC)": ""}
PERSON = "p0@example.org"  # of `receive`


def ask(cohort, kind, label, role="mentee", **facts):
    return FormQuestion.objects.create(cohort=cohort, role=role, kind=kind, label=label, **facts)


def test_they_arrive_as_submitted_and_an_admin_owes_the_decision(applying, mina, olga):
    report = bring("applications", table(MINA, NORA), slug="autumn", by=olga)
    assert (counts(report), said(report)) == ((2, 0, 0), [])
    one, two = Application.objects.order_by("submitted_at")
    assert (one.person, one.status, one.submitted_at) == (mina, "submitted", datetime(2026, 1, 31, 14, tzinfo=UTC))
    assert (one.motivation, one.goals_or_offer, one.tracks) == ("=1+1 is two", "Two\nlines", ["patents", "teaching"])
    nora = two.person
    assert (nora.email, nora.name, nora.zone, nora.profile.field) == ("nora@example.org", "Nora Lind", "Asia/Tokyo", "ecology")
    assert (nora.zone_confirmed, nora.has_usable_password(), one.assigned_to, one.saves) == (False, False, olga, 0)
    duties = Duty.objects.order_by("owed_to__name").values_list("person__name", "act", "owed_to__name")
    assert list(duties) == [("Olga Admin", "decide", "Mina Das"), ("Olga Admin", "decide", "Nora Lind")]
    assert ([version.saved_by for version in one.versions.all()], Email.objects.count()) == ([olga], 0)


def test_twice_is_the_same_as_once_and_a_change_is_a_new_version(applying, mina, olga):
    bring("applications", table(MINA), slug="autumn")
    again = MINA | {"E-mail": "MINA@Example.org", "Submitted (UTC)": "2026-01-31T15:00:00+01:00", "Tracks": "patents;teaching"}
    assert counts(bring("applications", table(again), slug="autumn")) == (0, 0, 1)
    assert counts(bring("applications", table(again | {"Motivation": "Better."}), slug="autumn")) == (0, 1, 0)
    application = Application.objects.get()
    assert (application.motivation, [version.number for version in application.versions.all()]) == ("Better.", [1, 2])


def test_every_kind_of_answer_comes_as_the_form_keeps_it(applying, mina):
    kinds = {
        "short": ("'-5 °C", "-5 °C"),
        "long": ("One\n\nTwo", "One\n\nTwo"),
        "choice": ("TEACHING", "Teaching"),
        "choices": ("Law, and patents; Teaching", ["Teaching", "Law, and patents"]),
        "scale": ("-1", -1),
        "week": ("Tue 09-12, 12–17\nSunday 21–24", {"cells": ["1-morning", "1-afternoon", "6-night"], "zone": "Asia/Kolkata"}),
        "consent": ("Yes", {"given_at": "2026-01-31T14:00:00+00:00"}),
    }
    facts = {"choices": ["Teaching", "Law", "Law, and patents"], "lowest": -2, "highest": 2}
    for kind in kinds:
        ask(applying, kind, f"A {kind}?", sensitive=kind == "long", **facts)
    row = MINA | {f"mentee: A {kind}?" + " (only admins)" * (kind == "long"): cell for kind, (cell, _) in kinds.items()}
    report = bring("applications", table(row), slug="autumn")
    assert said(report) == []
    assert {answer.question.kind: answer.value for answer in Answer.objects.all()} == {kind: value for kind, (_, value) in kinds.items()}
    assert counts(bring("applications", table(row | {"Name": "M."}), slug="autumn")) == (0, 0, 1)


@pytest.mark.parametrize(
    ("kind", "cell", "reason"),
    [
        ("short", "x" * 301, "This is 301 characters long; at most 300 fit."),
        ("choice", "Law; Teaching", "This should be one of: Teaching; Law."),
        ("choices", "Law, Chess", "This should be some of: Teaching; Law."),
        ("scale", "3", "This should be a whole number from -2 to 2."),
        ("week", "Tue 9 to 12", "Write a day a line, with some of 06–09, 09–12, 12–17, 17–21, 21–24 behind it: Tuesday 09–12, 12–17."),
        ("consent", "perhaps", "This should be yes or no, or empty."),
        ("file", "cv.pdf", "A file cannot come in a spreadsheet; leave this empty."),
        ("long", "=HYPERLINK(1)", "This starts like a spreadsheet formula; please write plain text."),
    ],
)
def test_an_answer_that_is_none(applying, mina, kind, cell, reason):
    ask(applying, kind, "What?", choices=["Teaching", "Law"], lowest=-2, highest=2)
    report = bring("applications", table(MINA | {"mentee: What?": cell}), slug="autumn")
    assert [(line, column, why) for line, column, _, why in said(report)] == [(2, "mentee: What?", reason)]
    assert Application.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"E-mail": "x"}, "E-mail", "This is not an e-mail address."),
        ({"E-mail": "new@example.org"}, "Name", "This is missing: nobody here has this address yet."),
        ({"Submitted (UTC)": "31.01.2026"}, "Submitted (UTC)", "Write this as 2027-01-31 14:00, year first, in UTC."),
        ({"Submitted (UTC)": "2026-02-30"}, "Submitted (UTC)", "Write this as 2027-01-31 14:00, year first, in UTC."),
        ({"Submitted (UTC)": "0001-01-01 00:00"}, "Submitted (UTC)", "Write this as 2027-01-31 14:00, year first, in UTC."),
        ({"Submitted (UTC)": "9999-12-31 23:59-12:00"}, "Submitted (UTC)", "Write this as 2027-01-31 14:00, year first, in UTC."),
        ({"Submitted (UTC)": "2999-01-01"}, "Submitted (UTC)", "This is still to come; write when it happened."),
        ({"Status": "withdrawn"}, "Status", "An import brings applications that wait for a decision; leave this line out."),
        ({"Mentees they could take": "2"}, "Mentees they could take", "Only mentors have places to offer; leave this empty for a mentee."),
        ({"Time zone": "Mars/Phobos"}, "Time zone", "This is not a time zone we know; write one such as Asia/Kolkata."),
    ],
)
def test_a_row_that_cannot_go_in(applying, mina, change, column, reason):
    report = bring("applications", table(MINA | change), slug="autumn")
    assert [(line, where, why) for line, where, _, why in said(report)] == [(2, column, reason)]
    assert (Application.objects.count(), User.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    ("facts", "column", "reason"),
    [
        ({"saves": 1}, "E-mail", "Person 0000 wrote this application here, and only they change it; leave this line out."),
        ({"status": "draft"}, "E-mail", "Person 0000 has begun an application here: it is theirs to hand in."),
        ({"status": "declined"}, "E-mail", "Person 0000’s application has been decided or withdrawn, so what it says stays."),
        ({"role": "mentor"}, "Role", "Person 0000 has applied already, as a mentor."),
    ],
)
def test_an_application_that_is_not_the_files_to_change(applying, facts, column, reason):
    receive(applying, 1)
    Application.objects.update(**facts)
    report = bring("applications", table(MINA | {"E-mail": PERSON}), slug="autumn")
    assert [(where, why) for _, where, _, why in said(report)] == [(column, reason)]
    assert Application.objects.get().motivation == "m"


def test_conflicts_of_interest_places_and_repeated_lines(applying, cohort, enrolled, mina, olga):
    (application,) = receive(applying, 1)
    Review.objects.create(application=application, reviewer=olga, status="conflict")
    report = bring("applications", table(MINA | {"E-mail": PERSON}, MINA, MINA | {"Role": "mentor"}), slug="autumn", by=olga)
    assert [(line, why) for line, _, _, why in said(report)] == [
        (6, "Line 4 is about the same; please keep one of the two."),
        (2, "You declared a conflict of interest in this application: it is for another admin to import."),
    ]
    report = bring("applications", table(MINA), slug="spring")
    assert [why for *_, why in said(report)] == ["Mina Das has a place in Spring cohort already."]


def crowd(count):
    return table(*(NORA | {"E-mail": f"n{n}@example.org", "mentee: Why?": f"Because {n}"} for n in range(count)))


def test_the_number_of_queries_does_not_grow(applying, olga, django_assert_num_queries):
    ask(applying, "long", "Why?")
    bring("applications", crowd(1), slug="autumn", dry_run=True)
    for count in (1, 3, 400):
        with django_assert_num_queries(28):
            bring("applications", crowd(count), slug="autumn", by=olga, dry_run=True)
    assert (bring("applications", crowd(400), slug="autumn", by=olga).taken.new, Duty.objects.count()) == (400, 400)
    assert Application.objects.filter(submitted_at__lte=timezone.now()).count() == 400
