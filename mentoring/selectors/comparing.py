"""Two boards of one cohort side by side: only what differs, and what each adds up to."""

from mentoring.models import Cohort, Enrolment, Proposal
from mentoring.selectors.seating import of_board

ROWS = 50


def compared(cohort: Cohort, one: Proposal | None, other: Proposal | None, after: str) -> dict:
    """The mentees who have another mentor, by name, 50 a page from `after` (the last one's key) on: three queries."""
    sides = [_by_mentee(cohort, side) for side in (one, other)]
    mentees = cohort.enrolments.present().mentees().select_related("person").order_by("person__name", "pk")
    rows = [_row(mentee, *(side.get(mentee.pk) for side in sides)) for mentee in mentees]
    rows = [row for row in rows if row["differs"]]
    keys = [str(row["mentee"].pk) for row in rows]
    start = keys.index(after) + 1 if after in keys else 0
    page = rows[start : start + ROWS]
    following = keys[start + ROWS - 1] if len(rows) > start + ROWS else None
    figures = [{"proposal": side, **_figures(matches)} for side, matches in zip((one, other), sides, strict=True)]
    return {"sides": figures, "rows": page, "next": following, "differing": len(rows)}


def _by_mentee(cohort: Cohort, side: Proposal | None) -> dict:
    return {match.mentee_id: match for match in of_board(cohort, side).select_related("mentor__person")}


def _row(mentee: Enrolment, left, right) -> dict:
    mentors = [match and match.mentor_id for match in (left, right)]
    return {"mentee": mentee, "left": left, "right": right, "differs": mentors[0] != mentors[1]}


def _figures(matches: dict) -> dict:
    return {"matched": len(matches), "score": sum(match.score or 0 for match in matches.values())}
