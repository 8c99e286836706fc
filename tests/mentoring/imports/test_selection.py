"""Reviewers, reviews and decisions from files."""

from statistics import fmean

import pytest
from django.utils import timezone

from etiquette.models import Duty, Email
from mentoring.actions import reviewers, rubrics
from mentoring.models import Application, Criterion, Decision, Review, Reviewer, ReviewPlan, Score, User
from tests.mentoring.importing import bring, counts, said, table
from tests.mentoring.selecting import give, receive, shared_out

pytestmark = pytest.mark.django_db


# --- reviewers ---


def test_reviewers_are_named_once_and_those_who_left_come_back(applying, maya, otto, olga):
    reviewers.release_reviewer(reviewers.name_reviewer(applying, otto.email, by=olga), by=olga)
    data = table({"E-mail": "MAYA@example.org"}, {"E-mail": otto.email})
    assert counts(bring("reviewers", data, slug="autumn", by=olga)) == (2, 0, 0)
    assert counts(bring("reviewers", data, slug="autumn", by=olga)) == (0, 0, 2)
    assert set(Reviewer.objects.active().values_list("person__name", flat=True)) == {"Maya Iyer", "Otto Outsider"}


def test_a_reviewer_needs_an_account(applying, maya):
    report = bring("reviewers", table({"E-mail": maya.email}, {"E-mail": "new@example.org"}, {"E-mail": "who"}), slug="autumn")
    assert said(report) == [
        (4, "E-mail", "who", "This is not an e-mail address."),
        (3, "E-mail", "new@example.org", "Nobody has an account with this address: ask them to sign up first."),
    ]
    assert Reviewer.objects.count() == 0


# --- reviews ---


@pytest.fixture
def reviewing(applying, maya, olga):
    """Two applications, numbered and shared out between maya and olga."""
    rows = receive(applying, 2)
    shared_out(applying, olga, maya)
    for row in rows:
        row.refresh_from_db()
    return rows


def review(cohort, application, reviewer="maya@example.org", points=4, **more):
    scores = {f"mentee: {criterion.name}": points for criterion in rubrics.criteria(cohort, "mentee")}
    return {
        "Application": application.number,
        "Applicant's e-mail": "",
        "Reviewer's e-mail": reviewer,
        **scores,
        "Comment": "'+Good",
    } | more


def test_reviews_count_as_if_given_here(applying, reviewing, maya, olga):
    first, second = reviewing
    by_address = review(applying, second, points=2) | {"Application": "", "Applicant's e-mail": "P1@example.org"}
    data = table(review(applying, first, **{"Given (UTC)": "2026-01-31 14:00"}), by_address | {"Given (UTC)": ""})
    report = bring("reviews", data, slug="autumn")
    assert (counts(report), said(report)) == ((2, 0, 0), [])
    given = Review.objects.given().order_by("application__number")
    assert [(row.reviewer, row.comment, float(row.score)) for row in given] == [(maya, "+Good", 4), (maya, "+Good", 2)]
    assert f"{given[0].given_at:%Y-%m-%d %H:%M}" == "2026-01-31 14:00"
    assert set(Score.objects.values_list("review__application__number", "points")) == {(1, 4), (2, 2)}
    standings = list(Application.objects.order_by("number").values_list("reviews_given", "score_median", "score_mean"))
    assert standings == [(1, 4, 4), (1, 2, 2)]
    assert [duty.status for duty in Duty.objects.filter(person=maya, act="review_applications")] == ["discharged"]
    give(first, olga, points=1)
    first.refresh_from_db()
    assert float(first.score_mean) == fmean([4, 1])


def test_reviews_twice_and_changed(applying, reviewing, maya):
    first, _ = reviewing
    bring("reviews", table(review(applying, first)), slug="autumn")
    again = review(applying, first, reviewer="MAYA@example.org", State="given")
    assert counts(bring("reviews", table(again), slug="autumn")) == (0, 0, 1)
    assert counts(bring("reviews", table(review(applying, first, points=5)), slug="autumn")) == (0, 1, 0)
    first.refresh_from_db()
    assert (float(first.score_median), first.reviews_given, Score.objects.filter(review__reviewer=maya).count()) == (5, 1, 3)


def test_a_review_that_cannot_go_in(applying, reviewing, maya, otto, mina, olga):
    first, second = reviewing
    name = Criterion.objects.filter(cohort=applying, role="mentee").first().name
    mentor = Criterion.objects.filter(cohort=applying, role="mentor").first().name
    Review.objects.filter(application=second, reviewer=maya).update(status="conflict")
    own = Application.objects.create(cohort=applying, person=maya, role="mentee", status="submitted", submitted_at=timezone.now())
    blank = {"State": "", f"mentor: {mentor}": ""}
    rows = [
        review(applying, first, **blank) | {f"mentee: {name}": "6"},
        review(applying, first, **blank) | {f"mentee: {name}": ""},
        review(applying, first, reviewer=otto.email, **blank),
        review(applying, second, **blank),
        review(applying, own, **blank) | {"Application": "", "Applicant's e-mail": maya.email},
        review(applying, first, **blank) | {"Application": "77"},
        review(applying, first, **blank) | {"Application": ""},
        review(applying, first, **blank) | {"Applicant's e-mail": "who@example.org"},
        review(applying, first, reviewer=olga.email, **blank) | {"State": "abstained"},
        review(applying, first, reviewer=olga.email, **blank) | {f"mentor: {mentor}": "3"},
    ]
    found = {line: (column, why) for line, column, _, why in said(bring("reviews", table(*rows), slug="autumn"))}
    assert found == {
        2: (f"mentee: {name}", "This should be a whole number from 1 to 5."),
        3: (f"mentee: {name}", "This is missing: 1 to 5 points."),
        4: ("Reviewer's e-mail", "Nobody with this address reviews this cohort: import the reviewers first."),
        5: ("Reviewer's e-mail", "This reviewer has stepped aside from the application, and that stays."),
        6: ("Reviewer's e-mail", "Nobody reviews an application of their own."),
        7: ("Application", "No application to Autumn cohort that you may decide about has this."),
        8: ("Application", "Say which application: its number, or the applicant's address."),
        9: ("Applicant's e-mail", "No application to Autumn cohort that you may decide about has this."),
        10: ("State", "Only reviews that were given come in; leave this line out."),
        11: ("Reviewer's e-mail", "Line 10 is about the same; please keep one of the two."),
    }
    assert Review.objects.given().count() == 0


def test_no_review_of_what_is_decided_or_of_ones_own_conflict(applying, reviewing, olga):
    first, second = reviewing
    give(first, olga)
    bring("decisions", table({"Application": first.number, "Decision": "decline"}), slug="autumn", by=olga)
    Review.objects.filter(application=second, reviewer=olga).update(status="conflict")
    report = bring("reviews", table(review(applying, first), review(applying, second)), slug="autumn", by=olga)
    assert [(line, why) for line, *_, why in said(report)] == [
        (3, "No application to Autumn cohort that you may decide about has this."),
        (2, "This application has been decided or withdrawn, so it needs no review."),
    ]


def test_ones_own_review_comes_first(applying, reviewing, maya, olga):
    first, _ = reviewing
    give(first, maya, comment="SECRET")
    guess = {key: value for key, value in review(applying, first).items() if key != "Comment"}
    report = bring("reviews", table(guess), slug="autumn", by=olga)
    why = "Your own review of this application comes first: give it, or bring it in the same file."
    assert said(report) == [(2, "Application", str(first.number), why)]
    mine = guess | {"Reviewer's e-mail": olga.email}
    assert counts(bring("reviews", table(guess, mine), slug="autumn", by=olga)) == (1, 0, 1)


def test_a_blind_cohort_is_reviewed_by_number(applying, reviewing, client, olga):
    ReviewPlan.objects.create(cohort=applying, blind=True)
    assert counts(bring("reviews", table(review(applying, reviewing[0])), slug="autumn")) == (1, 0, 0)


# --- decisions ---


def decide(application, verdict="admit", **more):
    return {
        "Applicant's e-mail": application.person.email,
        "Decision": verdict,
        "A line to the applicant": "",
        "Reason, for admins": "",
    } | more


def test_decisions_arrive_as_drafts_and_nobody_is_mailed(applying, olga):
    first, second, third = receive(applying, 3)
    line = {"A line to the applicant": "'=Welcome", "Reason, for admins": "strong"}
    data = table(decide(first, **line), decide(second, "waiting list"), decide(third, "DECLINED"))
    report = bring("decisions", data, slug="autumn", by=olga)
    assert (counts(report), said(report)) == ((3, 0, 0), [])
    made = Decision.objects.order_by("verdict").values_list("verdict", "note", "reason", "decided_by__name", "released_at")
    assert list(made) == [
        ("admitted", "=Welcome", "strong", "Olga Admin", None),
        ("declined", "", "", "Olga Admin", None),
        ("waitlisted", "", "", "Olga Admin", None),
    ]
    assert set(Email.objects.values_list("status", flat=True)) == {"draft"}
    assert Email.objects.get(person=first.person).body_text.count("=Welcome") == 1
    assert set(Application.objects.values_list("status", flat=True)) == {"submitted"}
    assert counts(bring("decisions", table(decide(first, "Admitted", **line)), slug="autumn", by=olga)) == (0, 0, 1)


def test_what_is_decided_stays_and_places_are_counted(applying, mina, olga):
    rows = receive(applying, 4)
    bring("decisions", table(decide(rows[0])), slug="autumn", by=olga)
    report = bring("decisions", table(decide(rows[0], "decline")), slug="autumn", by=olga)
    why = "Olga Admin decided this application meanwhile: admitted. Their mail waits to be released; nothing was changed."
    assert said(report) == [(2, "Decision", "decline", why)]
    full = bring("decisions", table(decide(rows[1], "decline"), decide(rows[2]), decide(rows[3])), slug="autumn", by=olga)
    sentence = "You chose 2 mentees, and one place is left. Choose fewer, or give the cohort more places first."
    assert (said(full), Decision.objects.count()) == ([(3, "Decision", "admit", sentence)], 1)


def test_no_decision_about_oneself_a_stranger_or_another_cohort(applying, cohort, olga, mina):
    receive(applying, 1)
    facts = {"role": "mentee", "status": "submitted", "submitted_at": timezone.now()}
    mine = Application.objects.create(cohort=applying, person=olga, **facts)
    other = Application.objects.create(cohort=cohort, person=mina, **facts)
    stranger = Application(person=User(email="who@example.org"))
    report = bring("decisions", table(decide(mine), decide(other), decide(stranger)), slug="autumn", by=olga)
    nothing = "No application to Autumn cohort that you may decide about has this."
    assert [(line, why) for line, *_, why in said(report)] == [(2, nothing), (3, nothing), (4, nothing)]


# --- what it costs ---


def test_the_number_of_queries_does_not_grow(applying, maya, olga, django_assert_num_queries):
    applying.capacity = 100
    applying.save()
    rows = receive(applying, 30)
    shared_out(applying, olga, maya)
    for row in rows:
        row.refresh_from_db()
    for count in (1, 3, 29):
        some = rows[:count]
        files = {
            "reviews": [review(applying, row) for row in some],
            "decisions": [decide(row, **{"A line to the applicant": row.person.email}) for row in some],
        }
        for kind, queries in {"reviews": 25, "decisions": 19}.items():
            bring(kind, table(*files[kind]), slug="autumn", dry_run=True)  # what Django looks up once stays looked up
            with django_assert_num_queries(queries):
                report = bring(kind, table(*files[kind]), slug="autumn", dry_run=True)
            assert report.taken.new == count
