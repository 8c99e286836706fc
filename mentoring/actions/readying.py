"""The checklist before approval: who has made sure of what."""

from django.db import transaction

from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.defaults import standard
from mentoring.models import ApprovalTick, Cohort, User


@transaction.atomic
def tick(cohort: Cohort, *, by: User, item: str) -> None:
    """Say that one has made sure of an item; the first to say so stands there."""
    policies.demand(policies.can_run_programme, by)
    if item not in standard.CODES:
        raise Refused("This line is not on the checklist (any more): please open the page again.")
    ApprovalTick.objects.get_or_create(cohort=cohort, item=item, defaults={"by": by})


@transaction.atomic
def untick(cohort: Cohort, *, by: User, item: str) -> None:
    """Take it back."""
    policies.demand(policies.can_run_programme, by)
    ApprovalTick.objects.filter(cohort=cohort, item=item).delete()
