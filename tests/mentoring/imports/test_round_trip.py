"""Every export of a kind that can be imported comes back: nothing changes, whatever stands in it."""

from datetime import time

import pytest
from django.core.management import call_command
from django.utils import timezone

from gurukool.lib.spreadsheets import csv_chunks
from mentoring.actions import decisions, reviewers, rubrics
from mentoring.exports import EXPORTS
from mentoring.imports import IMPORTS
from mentoring.models import Answer, Application, Cohort, Enrolment, FormQuestion, Match, Proposal, Review, User, WeeklyHours, Wish
from tests.mentoring.importing import bring, counts, said
from tests.mentoring.papers import hand_in
from tests.mentoring.selecting import give, receive, shared_out

pytestmark = pytest.mark.django_db
NASTY = "=1+1", "＝1+1", "\t=1", " -1 °C", "+a", "@b", "two\nlines", "zero\u200bwidth", "e\u0301", "'quoted", "a;b, c", "5", "-1", "x" * 900


def exported(kind, cohort, by=None):
    return "".join(csv_chunks(*EXPORTS[kind].table(cohort, by))).encode()


def lines(kind, cohort, by=None):
    return len(list(EXPORTS[kind].table(cohort, by)[1]))


@pytest.mark.parametrize("kind", IMPORTS)
def test_an_import_reads_columns_of_its_export(applying, kind):
    rubrics.settle(applying)
    headings, _ = EXPORTS[kind].table(applying, None)
    assert {column.heading for column in IMPORTS[kind].columns(applying)} <= set(headings)


@pytest.fixture
def nasty(applying, maya, olga):
    """A cohort in which every text is one that a spreadsheet, or a careless import, would stumble over."""
    rows = receive(applying, len(NASTY))
    kinds = {"week": {"cells": ["1-morning"], "zone": "America/New_York"}, "consent": {"given_at": "2026-01-01T00:00:00+00:00"}}
    kinds |= {"choices": ["gone, since"], "scale": -1, "short": "x\u200by"}
    facts = {"lowest": -2, "highest": 2, "choices": ["a", "b"]}
    questions = [FormQuestion.objects.create(cohort=applying, role="mentee", kind=kind, label="=Same?", **facts) for kind in kinds]
    for row, text in zip(rows, NASTY, strict=True):
        Application.objects.filter(pk=row.pk).update(motivation=text, goals_or_offer=text, tracks=[text])
        Answer.objects.bulk_create(Answer(application=row, question=q, value=kinds[q.kind]) for q in questions)
    hand_in(rows[0])
    shared_out(applying, olga, maya)
    for row, text in zip(rows, NASTY, strict=True):
        give(row, olga, comment=text)
    Review.objects.filter(reviewer=maya, application=rows[0]).update(status="abstained")
    decisions.draft_these(
        applying, {row.pk: decisions.Draft("submitted", "declined", t, t) for row, t in zip(rows, NASTY, strict=True)}, by=olga
    )
    _pairs(applying)
    return applying


def _pairs(cohort):
    people = [User.objects.create_user(f"q{n}@example.org", name=text[:100], zone_confirmed=True) for n, text in enumerate(NASTY)]
    roles = ["mentor", "mentee"] * 7
    facts = [{"person": person, "role": role, "capacity": role == "mentor"} for person, role in zip(people, roles, strict=True)]
    places = [Enrolment.objects.create(cohort=cohort, **each) for each in facts]
    done = Proposal.objects.create(cohort=cohort, status="done", finished_at=timezone.now())
    now = timezone.now()
    dates = {"drafted": {"proposal": done}, "proposed": {}, "confirmed": {"confirmed_at": now}, "ended": {"ended_at": now}}
    for number, (status, facts) in enumerate(dates.items()):
        Match.objects.create(cohort=cohort, mentor=places[2 * number], mentee=places[2 * number + 1], status=status, **facts)
    Wish.objects.create(cohort=cohort, person=people[0], about=people[2], kind="prefer")  # both mentors
    for starts, ends in [(8, 10), (9, 11), (22, 2)]:
        WeeklyHours.objects.create(person=people[0], weekday=0, starts=time(starts), ends=time(ends))


def contents():
    models = [Answer, Application, Enrolment, FormQuestion, Match, Review, User, WeeklyHours, Wish]
    return {model: sorted(map(str, model.objects.values_list())) for model in models}


@pytest.mark.parametrize("kind", IMPORTS)
def test_what_was_downloaded_comes_back_unchanged(nasty, olga, kind):
    before = contents()
    for by in (None, olga):
        report = bring(kind, exported(kind, nasty, by), slug="autumn", by=by)
        assert (said(report), counts(report)) == ([], (0, 0, lines(kind, nasty, by)))
        assert report.taken.unchanged >= 1
    assert contents() == before


@pytest.mark.parametrize("stage", ["applying", "ended"])
def test_every_file_of_the_demo_comes_back_unchanged(stage):
    call_command("seed_demo", stage=stage)
    for cohort in Cohort.objects.all():
        for kind in IMPORTS:
            report = bring(kind, exported(kind, cohort), slug=cohort.slug)
            assert (kind, said(report), counts(report)) == (kind, [], (0, 0, lines(kind, cohort)))


def test_one_cohort_becomes_another(applying, cohort, olga, maya):
    """Form, applications, reviewers, reviews and decisions of a cohort, brought into an empty one, are the same there."""
    FormQuestion.objects.create(cohort=applying, role="mentee", kind="choices", label="@Which?", choices=["a, b", "c"], sensitive=True)
    rows = receive(applying, 3, motivation="=1+1", goals_or_offer="-5 °C")
    for row in rows:
        Answer.objects.create(application=row, question=FormQuestion.objects.get(), value=["a, b", "c"])
    reviewers.name_reviewer(applying, maya.email, by=olga)
    reviewers.assign(applying, by=olga)
    for row in rows:
        give(row, maya)
    Review.objects.open().delete()
    decisions.draft_many(applying, {rows[0].pk: "submitted"}, by=olga, verdict="admitted", note="+Welcome")
    kinds = ["questions", "applications", "reviewers", "reviews", "decisions"]
    for kind in kinds:
        report = bring(kind, exported(kind, applying), slug="spring", by=olga)
        assert (kind, said(report), counts(report)) == (kind, [], (lines(kind, applying), 0, 0))
    hidden = {"Application", "Number", "Decided (UTC)"}
    for kind in kinds:
        assert table_of(kind, cohort, hidden) == table_of(kind, applying, hidden)


def table_of(kind, cohort, hidden):
    headings, rows = EXPORTS[kind].table(cohort, None)
    wanted = [column.heading for column in IMPORTS[kind].columns(cohort) if column.heading not in hidden]
    return sorted([str(dict(zip(headings, row, strict=True))[heading]) for heading in wanted] for row in rows)
