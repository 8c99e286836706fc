"""How far introductions are: states, no word of what people wrote."""

from django.db.models import Count

from mentoring.exports.columns import Column, Export, at, queried
from mentoring.models import Introduction


def _introductions(cohort, user):
    return cohort.enrolments.present().mentees().annotate(answers=Count("introduction__reviews")).order_by("person__name", "pk")


def _columns(cohort) -> list[Column]:
    return [
        Column("Mentee", "person__name"),
        Column("E-mail", "person__email"),
        Column("State", "introduction__status", lambda status: Introduction.Status(status).label if status else "not begun"),
        at("Handed in", "introduction__submitted_at"),
        Column("Answers by mentors", "answers"),
    ]


INTRODUCTIONS = Export(
    "introductions", "Introductions", "Who has handed theirs in, and what became of it.", queried(_introductions, _columns)
)
