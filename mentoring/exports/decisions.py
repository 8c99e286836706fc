"""What was decided, released or not."""

from mentoring.exports.applications import of_others
from mentoring.exports.columns import Column, Export, at, queried, yes
from mentoring.models import Decision


def _decisions(cohort, user):
    return Decision.objects.filter(application__in=of_others(cohort, user).order_by().values("pk")).order_by("created_at", "pk")


def _columns(cohort) -> list[Column]:
    return [
        Column("Application", "application__number"),
        Column("Applicant", "application__person__name"),
        Column("Applicant's e-mail", "application__person__email"),
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


DECISIONS = Export(
    "decisions",
    "Decisions",
    "What was decided, by whom and why, released or not.",
    queried(_decisions, _columns),
    "Decisions that are not released are known to nobody outside, and reasons are for admins.",
)
