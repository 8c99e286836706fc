"""Blocking: no more contact, quietly. To the other side it is a match that ended, as matches do."""

from django.db import transaction

from etiquette.ledger import outcomes
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import endings, seats
from mentoring.models import Block, Match, User, Wish


@transaction.atomic
def block(match: Match, by: User, *, reason: str) -> Block:
    """End the match without fault, and let nothing pass between the two any more: no message, mail, note, booking,
    seat or new match.

    What waits to arrive does not. `reason` is for admins only. Raises Refused for who has blocked already;
    PermissionDenied unless `by` is one of the two.
    """
    policies.demand(policies.can_block, by, match)
    other = match.other(by)
    block, is_new = Block.objects.get_or_create(match=match, by=by, defaults={"other": other, "reason": reason})
    if not is_new:
        raise Refused(f"You have blocked {other.name} already: nothing reaches you from them.")
    seats.keep_apart(by, other)
    if match.takes_bookings:
        endings.end(match, by=by, reason=f"{by.name} wants no more contact with {other.name}. {reason}".strip())
    Wish.objects.update_or_create(cohort=match.cohort, person=by, about=other, defaults={"kind": Wish.Kind.CONFLICT})
    outcomes.ask_no_more(match.people)
    return block
