"""What came in, with every answer. Nobody exports what they may not read on the pages."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from mentoring.exports.columns import Column, Export, at, distinct, listed, queried
from mentoring.intake.answers import as_text
from mentoring.models import Answer, Application, FormQuestion, Role

PRIVATE = "Answers to sensitive questions are in it, their columns marked “only admins”: never pass those on."


def readable(cohort, user):
    """All that `user` may read; whoever runs the command line (None) reads all."""
    received = cohort.applications.received()
    return (received.visible_to(user) if user else received).order_by("submitted_at", "pk")


def of_others(cohort, user):
    """Those whose scores and decisions `user` may read: not their own, none they declared a conflict of interest in."""
    return readable(cohort, user).exclude(person=user)


def questions(cohort) -> list[tuple[str, FormQuestion]]:
    """The heading of each question that is asked or was answered, retired ones included, and the question."""
    found = list(cohort.form_questions.order_by("role", "position", "created_at", "pk"))
    return list(zip(distinct(f"{Role(q.role).label}: {q.label}{' (only admins)' * q.sensitive}" for q in found), found, strict=True))


def _columns(cohort) -> list[Column]:
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
        *[_answer_column(heading, question) for heading, question in questions(cohort)],
    ]


def _answer_column(heading: str, question: FormQuestion) -> Column:
    said = Answer.objects.filter(application=OuterRef("pk"), question=question).values(json=JSONObject(value="value"))
    return Column(heading, ArraySubquery(said), lambda found: _answer(question.kind, found[0]["value"]) if found else "")


def _answer(kind: str, value):
    """As a person reads it; a point on a scale is a number."""
    return value if kind == FormQuestion.Kind.SCALE else as_text(kind, value)


APPLICATIONS = Export("applications", "Applications", "All that were submitted, with every answer.", queried(readable, _columns), PRIVATE)
