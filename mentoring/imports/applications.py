"""Applications that came in elsewhere, with every answer: they arrive as submitted, and admins owe a decision about each."""

from mentoring.exports.applications import questions
from mentoring.imports import cells
from mentoring.imports.application_rows import Told, write
from mentoring.imports.applying import Desk
from mentoring.imports.kinds import Column, Import, Sheet, Taken, judged, once_each
from mentoring.models import Application, Cohort, Role, User

LONG = 5000
NEWCOMERS = "of people without an account; what others say of themselves stays"
STATUS = "empty, or submitted: what is decided is imported as decisions"


def _line(heading: str, fact: str, longest: int) -> Column:
    return Column(heading, fact, lambda cell: cells.text(cell, longest), NEWCOMERS)


COLUMNS = [
    Column("E-mail", "email", cells.email, "must be filled", needed=True),
    Column("Role", "role", lambda cell: cells.chosen(cell, Role), "must be filled: mentee or mentor", needed=True),
    _line("Name", "name", 120),
    Column("Status", "status", lambda cell: cells.chosen(cell, Application.Status, may_be_empty=True), STATUS),
    Column("Submitted (UTC)", "submitted_at", cells.moment, "2027-01-31 14:00; empty: now"),
    Column("Time zone", "zone", lambda cell: cells.zone(cell) if cell.strip() else "", f"such as Asia/Kolkata; {NEWCOMERS}"),
    _line("Field", "field", 120),
    _line("Career stage", "stage", 120),
    _line("Organisation", "organisation", 160),
    Column("Motivation", "motivation", lambda cell: cells.text(cell, LONG, lines=True), "why this programme, and why now"),
    Column("Goals or offer", "goals_or_offer", lambda cell: cells.text(cell, LONG, lines=True), "what they want to reach, or can offer"),
    Column("Tracks", "tracks", lambda cell: list(cells.several(cell, 60)), "a list, with semicolons between"),
    Column("Mentees they could take", "capacity", cells.capacity, "of mentors"),
]


def columns(cohort: Cohort) -> list[Column]:
    """Those of every form, and one for each question of the cohort's own."""
    return [*COLUMNS, *(_answer(heading, question) for heading, question in questions(cohort))]


def _answer(heading: str, question) -> Column:
    says = f"{question.get_kind_display().lower()}, asked of a {question.role}" + ("; not asked any more" if question.retired_at else "")
    return Column(heading, question.field_name, lambda cell: cells.text(cell, 30_000, lines=True), says)


def take(cohort: Cohort, sheet: Sheet, by: User | None) -> Taken:
    """Make new applications, and change those that came in by a file and wait for a decision; nobody is mailed.

    What the form demands of applicants (answers that must be given, a deadline) it cannot demand of what came in elsewhere.
    """
    rows, twice = once_each(sheet.rows, lambda row: row["email"], "E-mail")
    desk = Desk(cohort, rows, by)
    found, wrong = judged(rows, desk.told)
    told: list[Told] = [each for each in found if each]
    new = sum(each.is_new for each in told)
    write(cohort, told, by)
    return Taken(new, len(told) - new, found.count(None), [*sheet.problems, *twice, *wrong])


APPLICATIONS = Import(
    "applications", "Applications", "Who applied and what they answered: each waits for a decision, as if handed in here.", columns, take
)
