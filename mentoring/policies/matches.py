"""What the two people of a match may do with it."""

from mentoring.models import Match, User
from mentoring.policies.people import are_apart


def is_in_match(user: User, match: Match) -> bool:
    """One of the two people, once the match is approved."""
    return match.is_known and user in match.people


def can_end(user: User, match: Match) -> bool:
    """Either side of an approved match, without a fault; and admins."""
    return match.is_known and (user.is_staff or user in match.people)


def can_converse(user: User, match: Match) -> bool:
    """The two people write to each other while the match lasts."""
    return match.status == Match.Status.CONFIRMED and user in match.people


def can_block(user: User, match: Match) -> bool:
    """Either of the two, while they are matched and afterwards."""
    return is_in_match(user, match)


def can_write_closing_letter(user: User, match: Match) -> bool:
    """The two people of a match that lasted, once their cohort is closed."""
    return match.status == Match.Status.CONFIRMED and match.cohort.closed_at is not None and user in match.people


def can_ask_for_letter(user: User, match: Match) -> bool:
    """The mentee asks; whether it is early still is said on the page."""
    return match.is_known and match.guest == user and not are_apart(match.people)
