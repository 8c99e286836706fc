"""What the application forms ask."""

from mentoring.exports.columns import Column, Export, queried, yes
from mentoring.models import FormQuestion


def _questions(cohort, user):
    return cohort.form_questions.filter(retired_at__isnull=True).order_by("role", "position", "created_at", "pk")


def _columns(cohort) -> list[Column]:
    return [
        Column("Role", "role"),
        Column("Kind", "kind", lambda kind: FormQuestion.Kind(kind).label),
        Column("Question", "label"),
        Column("Hint", "help"),
        Column("Must be answered", "required", yes),
        Column("Only admins", "sensitive", yes),
        Column("Words from", "words_from"),
        Column("Words to", "words_to"),
        Column("Choices", "choices", "\n".join),
        Column("Scale from", "lowest"),
        Column("Lowest means", "lowest_label"),
        Column("Scale to", "highest"),
        Column("Highest means", "highest_label"),
    ]


QUESTIONS = Export(
    "questions", "Application forms", "What is asked of mentees and of mentors, in its order.", queried(_questions, _columns)
)
