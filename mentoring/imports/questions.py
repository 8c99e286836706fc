"""What the application forms ask: each row is read by the form that admins fill in on the page."""

from collections import Counter

from gurukool.lib.refusals import Refused
from mentoring.actions import application_forms
from mentoring.forms.application_forms import QuestionForm
from mentoring.imports import cells
from mentoring.imports.kinds import Column, Import, Row, Sheet, Taken, WrongRow, judged, once_each
from mentoring.models import Cohort, FormQuestion, Role, User

KINDS = ", ".join(kind.label for kind in FormQuestion.Kind)


def _text(cell: str) -> str:
    return cells.text(cell, 5000, lines=True)


def _choices(cell: str) -> list[str]:
    """One a line, or in one line with semicolons between."""
    value = _text(cell)
    return [part.strip() for part in value.split("\n" if "\n" in value else ";") if part.strip()]


COLUMNS = [
    Column("Role", "role", lambda cell: cells.chosen(cell, Role), "must be filled: mentee or mentor, of whom it is asked", needed=True),
    Column("Kind", "kind", lambda cell: cells.chosen(cell, FormQuestion.Kind), f"must be filled: {KINDS}", needed=True),
    Column("Question", "label", lambda cell: cells.required(cell, 300), "must be filled; one of this wording is changed", needed=True),
    Column("Hint", "help", _text, "what stands under it"),
    Column("Must be answered", "required", cells.yes, "yes, or empty"),
    Column("Only admins", "sensitive", cells.yes, "yes, if reviewers may not read the answer"),
    Column("Words from", "words_from", _text, "of a long text: a number, or empty"),
    Column("Words to", "words_to", _text, "of a long text: a number, or empty"),
    Column("Choices", "choices", _choices, "one a line, or with semicolons between"),
    Column("Scale from", "lowest", _text, "of a scale: a number"),
    Column("Lowest means", "lowest_label", _text, "of a scale"),
    Column("Scale to", "highest", _text, "of a scale: a number, at most ten above the lowest"),
    Column("Highest means", "highest_label", _text, "of a scale"),
]
HEADINGS = {column.fact: column.heading for column in COLUMNS}


def take(cohort: Cohort, sheet: Sheet, by: User | None) -> Taken:
    """Ask new questions at the end of their form, and change those of the same wording.

    Some three queries for each question that is new or changed: a form has at most 40.
    """
    rows, twice = once_each(sheet.rows, lambda row: (row["role"], row["label"]), "Question")
    desk = _Desk(cohort)
    done, wrong = judged(rows, desk.take)
    return Taken(done.count("new"), done.count("changed"), done.count("unchanged"), [*sheet.problems, *twice, *wrong])


class _Desk:
    """The forms of a cohort, and what becomes of them row by row."""

    def __init__(self, cohort: Cohort):
        self.cohort = cohort
        asked = FormQuestion.objects.filter(cohort=cohort, retired_at__isnull=True)
        self.asked = {(each.role, each.label): each for each in asked}
        self.counts = Counter(role for role, _ in self.asked)

    def take(self, row: Row) -> str:
        """`new`, `changed` or `unchanged`."""
        old = self.asked.get((row["role"], row["label"]))
        if old and old.kind != row["kind"]:
            raise WrongRow("Kind", f"This is asked already, as {old.get_kind_display().lower()}; give another kind another wording.")
        if not old and self.counts[row["role"]] >= application_forms.MOST_QUESTIONS:
            raise WrongRow("Question", f"A form has at most {application_forms.MOST_QUESTIONS} questions; this one is full.")
        before = {name: getattr(old, name) for name in HEADINGS} if old else None
        facts = _cleaned(row, old or FormQuestion(cohort=self.cohort, kind=row["kind"]))
        if before and all(before[name] == value for name, value in facts.items()):
            return "unchanged"
        self._write(row, old, facts)
        return "changed" if old else "new"

    def _write(self, row: Row, old: FormQuestion | None, facts: dict) -> None:
        try:
            if old:
                application_forms.reword(old, **facts)
            else:
                application_forms.ask(self.cohort, row["role"], kind=row["kind"], **facts)
        except Refused as refusal:
            raise WrongRow("Question", str(refusal)) from None
        self.counts[row["role"]] += old is None


def _cleaned(row: Row, question: FormQuestion) -> dict:
    """What the page's own form makes of the row; a column the file does not have keeps what stands there."""
    said = {name: value for name, value in row.facts.items() if value is not None}
    kept = {name: getattr(question, name) for name in HEADINGS if name not in said}
    said = kept | said
    form = QuestionForm({**said, "choices": "\n".join(said["choices"])}, instance=question)
    for name in row.facts.keys() & HEADINGS.keys() - form.fields.keys() - {"role", "kind"}:
        if row.facts[name]:
            raise WrongRow(HEADINGS[name], f"A question of the kind “{question.get_kind_display()}” has no such thing; leave this empty.")
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        raise WrongRow(HEADINGS.get(name, "Question"), " ".join(errors))
    return form.cleaned_data


QUESTIONS = Import("questions", "Application forms", "The questions of both forms, in their order.", lambda cohort: COLUMNS, take)
