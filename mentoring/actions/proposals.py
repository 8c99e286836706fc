"""Asking for a proposal, setting it aside, choosing one to become the cohort's. Nobody but admins learns of any of it."""

from django.db import transaction
from django.utils import timezone

from etiquette.mailing.nudge import nudge
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.models import Cohort, Enrolment, Match, Proposal, User

NAMED = 3  # people in a sentence


@transaction.atomic
def ask(cohort: Cohort, *, by: User, mode: str = Proposal.Mode.OPTIMAL, min_hours: int = 1, keep: Proposal | None = None) -> Proposal:
    """Ask for a run of matching; locked pairs of `keep` (or of the cohort's own board) stay. The run itself is a worker's.

    Asked again in the same words while it waits, the one that waits is returned. Raises Refused when nobody waits.
    """
    policies.demand(policies.can_run_programme, by)
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    waiting = cohort.proposals.waiting().filter(mode=mode, min_hours=min_hours, only=[]).first()
    if waiting:
        return waiting
    if cohort.phase == Cohort.Phase.ENDED:
        raise Refused(f"{cohort} has ended, so nobody is matched in it any more.")
    if not cohort.enrolments.present().mentees().exclude(matches_as_mentee__status=Match.Status.CONFIRMED).exists():
        raise Refused("Every mentee of the cohort has a mentor already: there is nobody to match.")
    proposal = Proposal.objects.create(cohort=cohort, by=by, mode=mode, min_hours=min_hours)
    _copy_locks(proposal, Match.objects.filter(cohort=cohort).on_the_board_of(keep).filter(locked=True))
    _hand_to_a_worker()
    return proposal


def ask_again_for(cohort: Cohort, mentees: list[Enrolment], by: User | None) -> Proposal | None:
    """Ask for a new mentor for these mentees alone, as far as they are still in a cohort that goes on."""
    still_in = [
        str(key) for key in cohort.enrolments.present().filter(pk__in=[mentee.pk for mentee in mentees]).values_list("pk", flat=True)
    ]
    if not still_in or cohort.phase == Cohort.Phase.ENDED:
        return None
    proposal = Proposal.objects.create(cohort=cohort, by=by, only=sorted(still_in))
    _hand_to_a_worker()
    return proposal


def _copy_locks(proposal: Proposal, locked) -> None:
    facts = {"cohort": proposal.cohort, "proposal": proposal, "status": Match.Status.DRAFTED, "locked": True}
    Match.objects.bulk_create(Match(mentor_id=match.mentor_id, mentee_id=match.mentee_id, **facts) for match in locked)


def _hand_to_a_worker() -> None:
    transaction.on_commit(lambda: nudge("mentoring.tasks.run_matching"), robust=True)


@transaction.atomic
def discard(proposal: Proposal, *, by: User) -> None:
    """Set a proposal aside, also while it is being worked out. Raises Refused for the chosen one."""
    policies.demand(policies.can_run_programme, by)
    if not Proposal.objects.filter(pk=proposal.pk, chosen_at=None).update(status=Proposal.Status.DISCARDED):
        raise Refused("This proposal is the one the cohort uses: choose another one first.")
    proposal.matches.drafted().delete()


@transaction.atomic
def choose(proposal: Proposal, *, by: User) -> None:
    """Make the pairs of a proposal the cohort's; what was proposed before for its mentees is kept as a proposal.

    Still nobody is told: that is approval. Raises Refused when it was chosen or discarded meanwhile, or no longer fits.
    """
    policies.demand(policies.can_run_programme, by)
    cohort = Cohort.objects.select_for_update().get(pk=proposal.cohort_id)
    done = Proposal.objects.filter(pk=proposal.pk, status=Proposal.Status.DONE, chosen_at=None)
    if not done.update(chosen_at=timezone.now()):
        raise Refused("This proposal was chosen or set aside meanwhile: please look at the board again.")
    before = cohort.matches.proposed().filter(**({"mentee__in": proposal.only} if proposal.only else {}))
    _set_aside(cohort, before, by, whole=not proposal.only, chosen=proposal)
    _refuse_outdated(cohort, proposal)
    proposal.matches.drafted().update(status=Match.Status.PROPOSED)


def _set_aside(cohort: Cohort, before, by: User, whole: bool, chosen: Proposal) -> None:
    """Pairs that make room: back to their proposal, or, made by hand, into one of their own."""
    by_hand = before.filter(proposal=None)
    total = sum(score or 0 for score in by_hand.values_list("score", flat=True))
    if by_hand.exists():
        facts = {"status": Proposal.Status.DONE, "percent": 100, "finished_at": timezone.now(), "score": total}
        by_hand.update(proposal=Proposal.objects.create(cohort=cohort, by=by, mode=Proposal.Mode.HAND, **facts))
    before.update(status=Match.Status.DRAFTED)
    if whole:
        cohort.proposals.exclude(pk=chosen.pk).update(chosen_at=None)


def _refuse_outdated(cohort: Cohort, proposal: Proposal) -> None:
    drafted = proposal.matches.drafted().select_related("mentor__person", "mentee__person")
    taken = set(cohort.matches.live().values_list("mentee", flat=True))
    places: dict = {}
    for mentor in cohort.matches.live().values_list("mentor", flat=True):
        places[mentor] = places.get(mentor, 0) + 1
    for match in drafted:
        places[match.mentor_id] = places.get(match.mentor_id, 0) + 1
    wrong = {match.mentee.person.name for match in drafted if match.mentee_id in taken or match.mentee.left_at}
    wrong |= {match.mentor.person.name for match in drafted if match.mentor.left_at or places[match.mentor_id] > match.mentor.capacity}
    if wrong:
        names = ", ".join(sorted(wrong)[:NAMED]) + (" and others" if len(wrong) > NAMED else "")
        raise Refused(f"The cohort has changed since this was worked out ({names}): please run matching again.")
