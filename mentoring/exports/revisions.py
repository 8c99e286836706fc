"""Questions that went back to applicants, and applicants who were given more time."""

from django.db.models import F, Value

from mentoring.exports.applications import of_others
from mentoring.exports.columns import Column, Export, at, queried
from mentoring.models import Extension, ReviewPlan, RevisionRequest


def _requests(cohort, user):
    return RevisionRequest.objects.filter(application__in=of_others(cohort, user).order_by().values("pk")).order_by("created_at", "pk")


def _request_columns(cohort) -> list[Column]:
    name = Value("") if ReviewPlan.of(cohort).blind else F("application__person__name")
    return [
        Column("Application", "application__number"),
        Column("Applicant", name),
        Column("Question", "question"),
        Column("Asked by", "asked_by__name"),
        at("Asked", "created_at"),
        at("Due", "due_at"),
        Column("State", "status", lambda status: RevisionRequest.Status(status).label),
        at("Closed", "closed_at"),
    ]


def _extensions(cohort, user):
    return Extension.objects.filter(cohort=cohort).order_by("created_at", "pk")


def _extension_columns(cohort) -> list[Column]:
    return [
        Column("Name", "person__name"),
        Column("E-mail", "person__email"),
        Column("May apply until", "until"),
        Column("Why", "reason"),
        Column("Given by", "given_by__name"),
        at("Given", "created_at"),
    ]


REVISIONS = Export(
    "revisions",
    "Revisions asked for",
    "Which answer was sent back with which question, and what came of it.",
    queried(_requests, _request_columns),
    "Who asked is not for the applicant.",
)
EXTENSIONS = Export(
    "extensions",
    "More time to apply",
    "Who was given until when, and why.",
    queried(_extensions, _extension_columns),
    "Reasons may be personal.",
)
