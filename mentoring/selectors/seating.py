"""A board by mentor, as its page shows it: who sits with whom, who sits nowhere, and what it adds up to."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from gurukool.lib.paging import page_after
from mentoring.models import Cohort, Enrolment, Match, Proposal

MENTORS = 24
LEFT = 25


@dataclass(frozen=True)
class Seats:
    """A page of mentors with their matches, mentees without one, and figures of the whole board."""

    mentors: list[tuple[Enrolment, list[Match]]]
    next: object
    left: list[Enrolment]
    figures: dict


def seats(cohort: Cohort, proposal: Proposal | None, after: str) -> Seats:
    """Constant queries at any size. `proposal` None: the cohort's own board."""
    page = page_after(cohort.enrolments.present().mentors().select_related("person"), "person__name", after, size=MENTORS)
    with_mentor = defaultdict(list)
    for match in of_board(cohort, proposal).filter(mentor__in=page.rows).select_related("mentee__person").order_by("mentee__person__name"):
        with_mentor[match.mentor_id].append(match)
    waiting = _about(cohort, proposal).exclude(pk__in=of_board(cohort, proposal).values("mentee"))
    left = list(waiting.select_related("person").order_by("person__name", "pk")[:LEFT])
    return Seats([(mentor, with_mentor[mentor.pk]) for mentor in page.rows], page.next, left, _figures(cohort, proposal, waiting))


def of_board(cohort: Cohort, proposal: Proposal | None):
    """The pairs of a board, confirmed ones included; a chosen proposal's are on the cohort's own board."""
    matches = Match.objects.filter(cohort=cohort)
    return matches.on_the_board_of(proposal) | matches.confirmed()


def _about(cohort: Cohort, proposal: Proposal | None):
    mentees = cohort.enrolments.present().mentees()
    return mentees.filter(pk__in=proposal.only) if proposal and proposal.only else mentees


def _figures(cohort: Cohort, proposal: Proposal | None, waiting) -> dict:
    own = Q(status=Match.Status.DRAFTED if proposal else Match.Status.PROPOSED)
    counts = {"pairs": Count("pk", own), "score": Sum("score", filter=own, default=0), "locked": Count("pk", own & Q(locked=True))}
    counts["approved"] = Count("pk", Q(status=Match.Status.CONFIRMED))
    return {**of_board(cohort, proposal).aggregate(**counts), "left": waiting.count()}
