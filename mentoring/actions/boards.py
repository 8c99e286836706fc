"""Moving people on a board by hand, and locking what shall stay when matching runs again."""

from django.db import transaction
from django.db.models import F

from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions.matching import hold_board, refuse_beyond_capacity, refuse_strangers
from mentoring.models import Enrolment, Match, Proposal, User
from mentoring.selectors import arrangements


@transaction.atomic
def move(mentee: Enrolment, mentor: Enrolment | None, *, by: User, proposal: Proposal | None = None, swap: Enrolment | None = None) -> None:
    """Put `mentee` with `mentor` (None: with nobody) on a proposal's board or the cohort's own, and lock the pair.

    `swap`, a mentee of `mentor`, takes the mentor that `mentee` leaves. Raises Refused when a match is approved
    already, the mentor has no place left, or the board changed meanwhile.
    """
    policies.demand(policies.can_run_programme, by)
    _lock(mentee, mentor, swap, proposal)
    board = arrangements.board(mentee.cohort, proposal)
    left = board.arrangement.pairs.get(str(mentee.pk))
    _refuse_fixed(board, mentee, swap, mentor)
    moves = {mentee: mentor} | ({swap: board.places.get(left)} if swap else {})
    change = board.arrangement.change(str(mentee.pk), mentor and str(mentor.pk), swap and str(swap.pk))
    on_board = Match.objects.filter(cohort=mentee.cohort).on_the_board_of(proposal)
    on_board.filter(mentee__in=[one.pk for one in moves]).drop()
    for one, to in moves.items():
        if to is not None:
            _put(one, to, board, proposal)
    total, blocking = F("score") + change.points, F("blocking_pairs") + len(change.blocking) - change.settled
    whose = {"pk": proposal.pk} if proposal else {"cohort": mentee.cohort, "chosen_at__isnull": False, "only": []}
    Proposal.objects.filter(**whose).update(score=total, blocking_pairs=blocking)


def _lock(mentee: Enrolment, mentor: Enrolment | None, swap: Enrolment | None, proposal: Proposal | None) -> None:
    """One mover at a time: of a proposal, or of a cohort's own board."""
    if proposal is None:
        hold_board(mentee.cohort_id)
    if proposal and not Proposal.objects.select_for_update().get(pk=proposal.pk).is_open:
        raise Refused("This proposal was chosen or set aside meanwhile: its pairs are on the cohort's board now.")
    keys = [place.pk for place in (mentee, mentor, swap) if place]
    list(Enrolment.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True))


def _refuse_fixed(board: arrangements.Board, mentee: Enrolment, swap: Enrolment | None, mentor: Enrolment | None) -> None:
    for one in filter(None, (mentee, swap)):
        if str(one.pk) in board.arrangement.fixed:
            raise Refused(f"{one.person}'s match is approved, and both know of it: end that match first.")
    if swap and (mentor is None or board.arrangement.pairs.get(str(swap.pk)) != str(mentor.pk)):
        raise Refused(f"{swap.person} is no longer with {mentor.person if mentor else 'that mentor'}: please look at the board again.")


def _put(mentee: Enrolment, mentor: Enrolment, board: arrangements.Board, proposal: Proposal | None) -> Match:
    refuse_strangers(mentee, mentor)
    refuse_beyond_capacity(mentor, proposal)
    pair = str(mentee.pk), str(mentor.pk)
    status = Match.Status.DRAFTED if proposal else Match.Status.PROPOSED
    facts = {"score": board.arrangement.worth(*pair), "reasons": board.reasons(*pair), "locked": True}
    return Match.objects.create(cohort=mentee.cohort, proposal=proposal, status=status, mentor=mentor, mentee=mentee, **facts)


@transaction.atomic
def lock(match: Match, *, by: User, locked: bool) -> None:
    """Keep a pair when matching runs again, or let it go free. Raises Refused once it is approved."""
    policies.demand(policies.can_run_programme, by)
    if not Match.objects.filter(pk=match.pk, status__in=[Match.Status.DRAFTED, Match.Status.PROPOSED]).update(locked=locked):
        raise Refused("This match is approved or gone: there is nothing to lock.")
