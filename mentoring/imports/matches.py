"""Pairs made elsewhere: they arrive as proposed on the board, and are confirmed only by approving the cohort."""

from collections import Counter

from gurukool.lib.refusals import Refused
from mentoring.actions import matching
from mentoring.imports import cells
from mentoring.imports.finding import Places
from mentoring.imports.kinds import Column, Import, Row, Sheet, Taken, WrongRow, judged, once_each
from mentoring.models import Cohort, Enrolment, Match, User

MENTEE, MENTOR, STATE = "Mentee's e-mail", "Mentor's e-mail", "State"
GONE = {Match.Status.DRAFTED, Match.Status.ENDED}
COLUMNS = [
    Column(MENTEE, "mentee", cells.email, "must be filled: a mentee with a place", needed=True),
    Column(MENTOR, "mentor", cells.email, "must be filled: a mentor with a place", needed=True),
    Column(STATE, "state", lambda cell: cells.chosen(cell, Match.Status, may_be_empty=True), "empty; every pair arrives as proposed"),
]


def take(cohort: Cohort, sheet: Sheet, by: User | None) -> Taken:
    """Propose each pair, by the rules of proposing by hand."""
    rows, twice = once_each(sheet.rows, lambda row: row["mentee"], MENTEE)
    desk = _Desk(cohort, Places(cohort, [row[who] for row in rows for who in ("mentee", "mentor")]))
    found, wrong = judged(rows, desk.pair)
    new = [match for match in found if match]
    matching.record(new)
    return Taken(len(new), 0, found.count(None), [*sheet.problems, *twice, *wrong])


class _Desk:
    """The people and pairs of a cohort; each pair that is made takes a place of its mentor's."""

    def __init__(self, cohort: Cohort, places: Places):
        self.cohort, self.places = cohort, places
        rows = cohort.matches.live().select_related("mentor__person", "mentee__person")
        self.pairs = {match.mentee_id: match for match in rows}
        self.taken = Counter(match.mentor_id for match in self.pairs.values())

    def pair(self, row: Row) -> Match | None:
        """The pair to propose; None: it is there already."""
        mentee, mentor = self.places.of(row["mentee"], MENTEE), self.places.of(row["mentor"], MENTOR)
        current = self.pairs.get(mentee.pk)
        if row["state"] in GONE:
            raise WrongRow(STATE, "An import proposes pairs; leave out those that are over or were only drafted.")
        if current and current.mentor_id == mentor.pk:
            return None
        self._refuse(mentee, mentor, current)
        self.taken[mentor.pk] += 1
        return Match(cohort=self.cohort, mentee=mentee, mentor=mentor)

    def _refuse(self, mentee: Enrolment, mentor: Enrolment, current: Match | None) -> None:
        """The sentences of the board, under the heading they are about."""
        if current:
            raise WrongRow(MENTEE, matching.with_another(current))
        try:
            matching.refuse_strangers(mentee, mentor)
            matching.refuse_if_taken(mentor, self.taken[mentor.pk])
        except Refused as refusal:
            raise WrongRow(MENTOR, str(refusal)) from None


MATCHES = Import(
    "matches",
    "Matches",
    "Who is to work with whom: pairs arrive as proposed, for you to look at and approve.",
    lambda cohort: COLUMNS,
    take,
)
