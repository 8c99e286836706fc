"""A board as `pairing` sees it: the cohort's own pairs, or a proposal's, with everybody they could be with instead."""

from collections import Counter
from dataclasses import dataclass, replace

from mentoring import pairing
from mentoring.models import Cohort, Enrolment, Match, Proposal, Role
from mentoring.selectors import candidates


@dataclass(frozen=True)
class Board:
    """Who is with whom on a board now; `places` and `matches` (by mentee) go by the keys of `arrangement`."""

    arrangement: pairing.Arrangement
    places: dict[str, Enrolment]
    matches: dict[str, Match]

    def reasons(self, mentee: str, mentor: str) -> list[str]:
        people = self.arrangement
        return pairing.reasons(people.mentees[mentee], people.mentors[mentor], people.terms)


def board(cohort: Cohort, proposal: Proposal | None) -> Board:
    """Five queries at any size. Confirmed matches are fixed: they can end, but not be moved."""
    everyone = list(candidates.with_facts(cohort.enrolments.present()))
    known = candidates.candidates(cohort, everyone)
    matches = {str(match.mentee_id): match for match in _pairs(cohort, proposal)}
    pairs = {mentee: str(match.mentor_id) for mentee, match in matches.items()}
    taken = Counter(pairs.values())
    by_role: dict = {Role.MENTEE.value: {}, Role.MENTOR.value: {}}
    for place, candidate in known.items():
        by_role[place.role][candidate.key] = replace(candidate, free=place.capacity - taken[candidate.key])
    mentees, mentors = by_role[Role.MENTEE.value], by_role[Role.MENTOR.value]
    pairs = {mentee: mentor for mentee, mentor in pairs.items() if mentee in mentees and mentor in mentors}
    fixed = frozenset(mentee for mentee in pairs if matches[mentee].status == Match.Status.CONFIRMED)
    terms = candidates.terms(cohort, proposal.min_hours if proposal else 1)
    arrangement = pairing.Arrangement(mentees, mentors, pairs, terms, fixed)
    return Board(arrangement, {str(place.pk): place for place in everyone}, matches)


def _pairs(cohort: Cohort, proposal: Proposal | None):
    """What is on the board: its own pairs, and the confirmed ones whichever way they came."""
    of_board = Match.objects.filter(cohort=cohort).on_the_board_of(proposal)
    confirmed = Match.objects.filter(cohort=cohort).confirmed()
    return (of_board | confirmed).select_related("mentor__person")
