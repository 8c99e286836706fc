"""Opening and changing a cohort."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from etiquette.occasions import Owes, happened
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import application_forms, applications
from mentoring.models import Cohort, User


def open_cohort(*, by: User, **facts) -> Cohort:
    """Create a cohort with the usual application forms; it is a draft until it has application dates.

    Raises Refused when its address was just taken.
    """
    policies.demand(policies.can_run_programme, by)
    try:
        with transaction.atomic():
            cohort = Cohort.objects.create(**facts)
            application_forms.write_usual_forms(cohort)
            return cohort
    except IntegrityError:
        raise Refused("Another cohort took this address a moment ago. Please choose another one.") from None


@transaction.atomic
def change_cohort(cohort: Cohort, *, by: User, **facts) -> Cohort:
    """Store the facts given; open decisions follow a new date, open offers a later one.

    Raises Refused when fewer places are asked for than people hold, and when dates no longer stand in order
    because another admin moved one meanwhile.
    """
    policies.demand(policies.can_run_programme, by)
    stored = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    _refuse_fewer_places_than_taken(stored, facts.get("capacity", stored.capacity))
    decisions_before, confirm_before = stored.decisions_at, stored.confirm_at
    for name, value in facts.items():
        setattr(stored, name, value)
    _refuse_disorder(stored)
    stored.save(update_fields=facts)
    if stored.decisions_at and stored.decisions_at != decisions_before:
        applications.announce_waiting(stored)
    if stored.confirm_at and stored.confirm_at != confirm_before:
        _keep_offers_longer(stored)
    return stored


def _refuse_disorder(cohort: Cohort) -> None:
    try:
        cohort.validate_constraints()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None


def _keep_offers_longer(cohort: Cohort) -> None:
    """Offers wait until the cohort's new day, if that is later than their own; nobody's time is cut short."""
    short = cohort.enrolments.offered().filter(confirm_by__lt=cohort.confirm_at, confirm_by__gt=timezone.now())
    offers = list(short.select_related("person").select_for_update(of=["self"]))
    cohort.enrolments.filter(pk__in=[offer.pk for offer in offers]).update(confirm_by=cohort.confirm_at)
    for offer in offers:
        offer.cohort = cohort
        happened("place_offered", about=offer, at=cohort.confirm_at, people=[Owes("member", offer.person)], scope=cohort)


def _refuse_fewer_places_than_taken(cohort: Cohort, capacity: int) -> None:
    taken = cohort.mentees_placed
    if capacity < cohort.capacity and capacity < taken:
        raise Refused(f"{taken} mentees have a place already, so there cannot be fewer than {taken} places.")
