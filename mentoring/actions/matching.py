"""Proposing who mentors whom, by hand. Nobody learns of a match before its cohort is approved."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.models import Cohort, Enrolment, Match, Proposal, Role, User

BATCH = 1000


@transaction.atomic
def propose(mentee: Enrolment, mentor: Enrolment, *, by: User) -> Match:
    """Put `mentee` with `mentor`; asked again, the match that exists is returned.

    Raises Refused when they are not mentee and mentor of one running or coming cohort, when the
    mentee has a mentor already, or when the mentor has no place left.
    """
    policies.demand(policies.can_run_programme, by)
    hold_board(mentee.cohort_id)
    places = Enrolment.objects.select_for_update(of=["self"], no_key=True).select_related("person", "cohort").order_by("pk")
    locked = {place.pk: place for place in places.filter(pk__in=[mentee.pk, mentor.pk])}
    mentee, mentor = locked[mentee.pk], locked[mentor.pk]
    refuse_strangers(mentee, mentor)
    current = Match.objects.live().filter(mentee=mentee).select_related("mentee__person", "mentor__person").first()
    if current and current.mentor_id == mentor.pk:
        return current
    if current:
        raise Refused(with_another(current))
    refuse_beyond_capacity(mentor)
    return Match.objects.create(cohort=mentee.cohort, mentor=mentor, mentee=mentee)


def hold_board(cohort: UUID) -> None:
    """One hand at a time on a cohort's board: whoever arranges, chooses a proposal or approves waits here for the others."""
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort)


def record(pairs: list[Match]) -> None:
    """Put these new pairs on the board, in the caller's transaction; that nothing speaks against them is for the caller to see."""
    Match.objects.bulk_create(pairs, BATCH)


def with_another(current: Match) -> str:
    """Why a mentee is not put with somebody else."""
    return f"{current.mentee.person} is with {current.mentor.person} already: remove that match first."


def refuse_strangers(mentee: Enrolment, mentor: Enrolment) -> None:
    """Raise Refused unless they are mentee and mentor, present in one cohort that goes on."""
    if mentee.cohort_id != mentor.cohort_id:
        raise Refused(f"{mentee.person} and {mentor.person} are not in the same cohort: pick a mentor of {mentee.cohort}.")
    if (mentee.role, mentor.role) != (Role.MENTEE, Role.MENTOR):
        raise Refused("A match is one mentee with one mentor: pick a mentor for a mentee.")
    for place in (mentee, mentor):
        if place.left_at:
            raise Refused(f"{place.person} has left {place.cohort}: pick somebody who is still in it.")
    if mentee.cohort.phase_at(timezone.now()) == Cohort.Phase.ENDED:
        raise Refused(f"{mentee.cohort} has ended, so nobody is matched in it any more.")


def refuse_beyond_capacity(mentor: Enrolment, proposal: Proposal | None = None) -> None:
    """Raise Refused when all places of a mentor are taken, on the cohort's own board or on a proposal's."""
    matches = Match.objects.filter(mentor=mentor)
    refuse_if_taken(mentor, matches.on_the_board_of(proposal).count() + matches.confirmed().count())


def refuse_if_taken(mentor: Enrolment, taken: int) -> None:
    """Raise Refused when so many taken places are all that a mentor offers."""
    if taken >= mentor.capacity:
        places = f"{mentor.capacity} place{'s' * (mentor.capacity != 1)}"
        raise Refused(f"{mentor.person} offers {places}, {taken} of them taken: pick another mentor, or remove a match of theirs first.")


@transaction.atomic
def remove(match: Match, *, by: User) -> None:
    """Take a proposal back. Raises Refused once it is approved; a proposal already gone is no matter."""
    policies.demand(policies.can_run_programme, by)
    removed = Match.objects.filter(pk=match.pk, status__in=[Match.Status.DRAFTED, Match.Status.PROPOSED]).drop()
    if not removed and Match.objects.filter(pk=match.pk).exists():
        raise Refused(f"This match is approved, and {match.mentee.person} and {match.mentor.person} know of it: it stays.")
