"""What kinds of session a cohort offers, and which of them a mentor gives."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gurukool.lib.ordering import moved
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.defaults.kinds import USUAL
from mentoring.models import Cohort, Enrolment, Kind, User

MOST_KINDS = 20


def write_usual_kinds(cohort: Cohort) -> None:
    """Give a new cohort the usual kinds; in the caller's transaction."""
    Kind.objects.bulk_create(Kind(cohort=cohort, position=position, **facts) for position, facts in enumerate(USUAL))


@transaction.atomic
def add(cohort: Cohort, *, by: User, **facts) -> Kind:
    """Offer one more kind, at the end of the list. Raises Refused when there are too many, or one of this name."""
    policies.demand(policies.can_run_programme, by)
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    last = cohort.kinds.last()
    if cohort.kinds.on_offer().count() >= MOST_KINDS:
        raise Refused(f"A cohort offers at most {MOST_KINDS} kinds, or nobody reads the list: switch one off first.")
    return _save(Kind(cohort=cohort, position=last.position + 1 if last else 0, **facts))


@transaction.atomic
def change(kind: Kind, *, by: User, **facts) -> Kind:
    """Put it in other words, or give it another length; what is booked stays as long as it was.

    Raises Refused when another kind of the cohort has this name.
    """
    policies.demand(policies.can_run_programme, by)
    kind = Kind.objects.select_for_update(of=["self"]).select_related("cohort").get(pk=kind.pk)
    for name, value in facts.items():
        setattr(kind, name, value)
    return _save(kind)


@transaction.atomic
def switch(kind: Kind, *, by: User, on: bool) -> None:
    """Offer it again, or no more; sessions of this kind stay what they are. Asked twice, nothing changes."""
    policies.demand(policies.can_run_programme, by)
    Kind.objects.filter(pk=kind.pk, switched_off_at__isnull=not on).update(switched_off_at=None if on else timezone.now())


@transaction.atomic
def move(kind: Kind, *, by: User, up: bool) -> None:
    """Swap it with its neighbour on offer; at the end of the list nothing changes. Raises Refused when it is switched off."""
    policies.demand(policies.can_run_programme, by)
    Cohort.objects.select_for_update(no_key=True).get(pk=kind.cohort_id)
    offered = list(Kind.objects.on_offer().filter(cohort=kind.cohort_id))
    if kind not in offered:
        raise Refused("This kind is switched off, so it has no place in the list. Offer it again first.")
    Kind.objects.bulk_update(moved(offered, kind, up), ["position"])


@transaction.atomic
def give(by: User, given: dict[Enrolment, list[Kind]]) -> None:
    """A mentor says which of the kinds on offer they give, for each of their places; a kind that is new later is given."""
    for place, kinds in given.items():
        policies.demand(policies.can_offer_kinds, by, place)
        on_offer = Kind.objects.on_offer().filter(cohort=place.cohort_id)
        place.kinds_declined.set(on_offer.exclude(pk__in=[kind.pk for kind in kinds]))


def _save(kind: Kind) -> Kind:
    try:
        kind.validate_constraints()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    kind.save()
    return kind
