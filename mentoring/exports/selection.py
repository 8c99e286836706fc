"""What came in, what reviewers said, what was decided. Nobody exports what they may not read on the pages."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat, JSONObject

from mentoring.exports.columns import Column, Export, at, listed, queried, yes
from mentoring.intake.answers import as_text
from mentoring.models import Answer, Application, Decision, FormQuestion, Review, ReviewPlan, Role, Score

PRIVATE = "Answers to sensitive questions are in it, their columns marked “only admins”: never pass those on."


def _applications(cohort, user):
    return cohort.applications.received().visible_to(user).order_by("submitted_at", "pk")


def _application_columns(cohort) -> list[Column]:
    return [
        Column("Number", "number"),
        Column("Name", "person__name"),
        Column("E-mail", "person__email"),
        Column("Role", "role"),
        Column("Status", "status", lambda status: Application.Status(status).label),
        at("Submitted", "submitted_at"),
        at("Decided", "decided_at"),
        Column("Place on the waiting list", "waiting_position"),
        Column("Time zone", "person__zone"),
        Column("Field", "person__profile__field"),
        Column("Career stage", "person__profile__stage"),
        Column("Organisation", "person__profile__organisation"),
        Column("Motivation", "motivation"),
        Column("Goals or offer", "goals_or_offer"),
        Column("Tracks", "tracks", listed),
        Column("Mentees they could take", "capacity"),
        *_answer_columns(cohort),
    ]


def _answer_columns(cohort) -> list[Column]:
    """One column per question that is asked or was answered, retired ones included."""
    return [_answer_column(question) for question in cohort.form_questions.order_by("role", "position", "created_at", "pk")]


def _answer_column(question: FormQuestion) -> Column:
    heading = f"{Role(question.role).label}: {question.label}" + " (only admins)" * question.sensitive
    said = Answer.objects.filter(application=OuterRef("pk"), question=question).values(json=JSONObject(value="value"))
    return Column(heading, ArraySubquery(said), lambda found: _answer(question.kind, found[0]["value"]) if found else "")


def _answer(kind: str, value):
    """As a person reads it; a point on a scale is a number."""
    return value if kind == FormQuestion.Kind.SCALE else as_text(kind, value)


def _others(cohort, user):
    """Applications whose scores and decisions `user` may read: not their own, no conflict of interest, no review of theirs still open."""
    return _applications(cohort, user).exclude(person=user)


def _reviews(cohort, user):
    mine = Review.objects.open().filter(application=OuterRef("application"), reviewer=user)
    found = Review.objects.filter(~Exists(mine), application__in=_others(cohort, user).order_by().values("pk"))
    return found.order_by("application__submitted_at", "application", "created_at", "pk")


def _review_columns(cohort) -> list[Column]:
    name = (
        Concat(Value("Applicant "), "application__number", output_field=CharField())
        if ReviewPlan.of(cohort).blind
        else F("application__person__name")
    )
    return [
        Column("Application", "application__number"),
        Column("Applicant", name),
        Column("Role", "application__role"),
        Column("Reviewer", "reviewer__name"),
        Column("State", "status", lambda status: Review.Status(status).label),
        at("Given", "given_at"),
        Column("Mean of its points", "score"),
        *[_score_column(criterion) for criterion in cohort.criteria.order_by("role", "position")],
        Column("Comment", "comment"),
        Column("Median of all", "application__score_median"),
        Column("Mean of all", "application__score_mean"),
        Column("Spread of all", "application__score_spread"),
    ]


def _score_column(criterion) -> Column:
    points = Score.objects.filter(review=OuterRef("pk"), criterion=criterion).values("points")
    return Column(f"{Role(criterion.role).label}: {criterion.name}", ArraySubquery(points), lambda found: found[0] if found else "")


def _decisions(cohort, user):
    unread = Q(application__in=_others(cohort, user).order_by().values("pk"))
    return Decision.objects.filter(unread).order_by("created_at", "pk")


def _decision_columns(cohort) -> list[Column]:
    return [
        Column("Application", "application__number"),
        Column("Applicant", "application__person__name"),
        Column("Role", "application__role"),
        Column("Decision", "verdict", lambda verdict: Decision.Verdict(verdict).label),
        at("Decided", "created_at"),
        Column("Decided by", "decided_by__name"),
        Column("A line to the applicant", "note"),
        Column("Reason, for admins", "reason"),
        Column("No mail goes out", "silent", yes),
        at("Confirm by", "confirm_by"),
        at("Released", "released_at"),
        Column("Released by", "released_by__name"),
    ]


EXPORTS = [
    Export(
        "applications", "Applications", "All that were submitted, with every answer.", queried(_applications, _application_columns), PRIVATE
    ),
    Export(
        "reviews",
        "Reviews and scores",
        "What each reviewer gave and wrote; nothing where a review of your own is still to be given.",
        queried(_reviews, _review_columns),
        "Comments are for those who decide.",
    ),
    Export(
        "decisions",
        "Decisions",
        "What was decided, by whom and why, released or not.",
        queried(_decisions, _decision_columns),
        "Decisions that are not released are known to nobody outside, and reasons are for admins.",
    ),
]
