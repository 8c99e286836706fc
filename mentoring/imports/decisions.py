"""Decisions made elsewhere: they arrive as drafts with their mails, and wait until an admin releases them."""

from gurukool.lib.refusals import Refused
from mentoring.actions import decisions, letters
from mentoring.imports import cells
from mentoring.imports.finding import OF_AN_APPLICATION, Applications
from mentoring.imports.kinds import Column, Import, Row, Sheet, Taken, WrongRow, judged, once_each
from mentoring.models import Application, Cohort, Decision, User

VERDICTS = ", ".join(verdict.label for verdict in Decision.Verdict)
LONGEST = 2000  # as on the page
DECISION = "Decision"
COLUMNS = [
    *OF_AN_APPLICATION,
    Column(DECISION, "verdict", lambda cell: cells.chosen(cell, Decision.Verdict), f"must be filled: {VERDICTS}", needed=True),
    Column("A line to the applicant", "note", lambda cell: cells.text(cell, LONGEST, lines=True), "becomes part of the mail"),
    Column("Reason, for admins", "reason", lambda cell: cells.text(cell, LONGEST, lines=True), "only admins read it"),
]


def take(cohort: Cohort, sheet: Sheet, by: User | None) -> Taken:
    """Draft each decision by the one road of decisions; what is decided already stays."""
    desk = _Desk(cohort, by)
    pairs, wrong = judged(sheet.rows, lambda row: (row, desk.applications.of(row)))
    which = {row.line: application for row, application in pairs}
    rows, twice = once_each([row for row, _ in pairs], lambda row: which[row.line].pk, DECISION)
    found, decided = judged(rows, lambda row: (row, which[row.line], desk.draft(row, which[row.line])))
    drafts = [(row, application, draft) for row, application, draft in found if draft]
    taken = Taken(len(drafts), 0, len(found) - len(drafts), [*sheet.problems, *wrong, *twice, *decided])
    try:
        decisions.draft_these(cohort, {application.pk: draft for _, application, draft in drafts}, by=by)
    except Refused as refusal:
        taken.problems.append(_first_admitted(drafts).wrong(DECISION, str(refusal)))
    return taken


def _first_admitted(drafts: list) -> Row:
    return next(row for row, _, draft in drafts if draft.verdict == Decision.Verdict.ADMITTED)


class _Desk:
    """The applications of a cohort with what was decided about them last, released or not."""

    def __init__(self, cohort: Cohort, by: User | None):
        self.applications = Applications(cohort, by)
        rows = Decision.objects.in_cohort(cohort).select_related("decided_by").order_by("created_at")
        self.decided = {row.application_id: row for row in rows}

    def draft(self, row: Row, application: Application) -> decisions.Draft | None:
        """The decision to draft; None: it stands there already."""
        old = self.decided.get(application.pk)
        if old and _says(row, old) and (old.released_at is None or application.status == old.verdict):
            return None
        pending = old if old and old.released_at is None else None
        if pending or not application.is_undecided or application.status == row["verdict"]:
            raise WrongRow(DECISION, letters.told_by_whom(application, pending))
        return decisions.Draft(application.status, row["verdict"], row["note"] or "", row["reason"] or "")


def _says(row: Row, decision: Decision) -> bool:
    """Whether a row says what was decided; a column the file does not have says nothing."""
    facts = {name: row[name] for name in ("verdict", "note", "reason") if row[name] is not None}
    return all(getattr(decision, name) == value for name, value in facts.items())


DECISIONS = Import(
    "decisions",
    "Decisions",
    "Whom you admit, put on the waiting list or decline: each waits as a draft with its mail until you release it.",
    lambda cohort: COLUMNS,
    take,
)
