"""What people wish for: with whom to be matched, with whom not. Private: only they themselves and admins read it."""

from django.db import transaction

from mentoring import policies
from mentoring.models import Enrolment, User, Wish

BATCH = 1000


@transaction.atomic
def wish(place: Enrolment, *, by: User, kinds: dict[User, str]) -> None:
    """Set what `by` wishes about each of these people: a `Wish.Kind`, or "" for no wish. Others' wishes stay as they are."""
    policies.demand(policies.can_wish, by, place)
    mine = Wish.objects.filter(cohort=place.cohort, person=by)
    mine.filter(about__in=[person for person, kind in kinds.items() if not kind]).delete()
    record([Wish(cohort=place.cohort, person=by, about=about, kind=kind) for about, kind in kinds.items() if kind])


def record(wishes: list[Wish]) -> None:
    """Keep these, each instead of what the same person wished about the same other; in the caller's transaction.

    Whose wishes may be kept is for the caller to say.
    """
    Wish.objects.bulk_create(wishes, BATCH, update_conflicts=True, unique_fields=["cohort", "person", "about"], update_fields=["kind"])
