"""Opening and changing a cohort."""

from django.db import IntegrityError, transaction

from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import applications
from mentoring.models import Cohort, User


def open_cohort(*, by: User, **facts) -> Cohort:
    """Create a cohort; it is a draft until it has application dates. Raises Refused when its address was just taken."""
    policies.demand(policies.can_run_programme, by)
    try:
        with transaction.atomic():
            return Cohort.objects.create(**facts)
    except IntegrityError:
        raise Refused("Another cohort took this address a moment ago. Please choose another one.") from None


@transaction.atomic
def change_cohort(cohort: Cohort, *, by: User, **facts) -> Cohort:
    """Store the facts given; open decisions follow a new date.

    Raises Refused when fewer places are asked for than people hold.
    """
    policies.demand(policies.can_run_programme, by)
    stored = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    _refuse_fewer_places_than_taken(stored, facts.get("capacity", stored.capacity))
    due_before = stored.decisions_at
    for name, value in facts.items():
        setattr(stored, name, value)
    stored.save(update_fields=facts)
    if stored.decisions_at and stored.decisions_at != due_before:
        applications.announce_waiting(stored)
    return stored


def _refuse_fewer_places_than_taken(cohort: Cohort, capacity: int) -> None:
    taken = cohort.mentees_placed
    if capacity < cohort.capacity and capacity < taken:
        raise Refused(f"{taken} mentees have a place already, so there cannot be fewer than {taken} places.")
