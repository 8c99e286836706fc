"""Opening and changing a cohort."""

from copy import copy

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import application_forms, applications, kinds, milestones, moved_dates, places, reviewers
from mentoring.models import Cohort, User
from mentoring.selectors.told_dates import tellings


def open_cohort(*, by: User, **facts) -> Cohort:
    """Create a cohort with the usual application forms and kinds of session; it is a draft until it has application dates.

    Raises Refused when its address was just taken.
    """
    policies.demand(policies.can_run_programme, by)
    try:
        with transaction.atomic():
            cohort = Cohort.objects.create(**facts)
            application_forms.write_usual_forms(cohort)
            kinds.write_usual_kinds(cohort)
            return cohort
    except IntegrityError:
        raise Refused("Another cohort took this address a moment ago. Please choose another one.") from None


@transaction.atomic
def change_cohort(cohort: Cohort, *, by: User, **facts) -> Cohort:
    """Store the facts given; open decisions and reviews follow a new date, open offers a later one; who read the old one is told.

    Raises Refused when fewer places are asked for than people hold, and when dates no longer stand in order
    because another admin moved one meanwhile.
    """
    policies.demand(policies.can_run_programme, by)
    stored = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    _refuse_fewer_places_than_taken(stored, facts.get("capacity", stored.capacity))
    before = copy(stored)
    for name, value in facts.items():
        setattr(stored, name, value)
    _refuse_disorder(stored)
    stored.save(update_fields=facts)
    told = tellings(before, stored)
    _follow_the_dates(before, stored)
    moved_dates.tell(stored, told, at=timezone.now())
    return stored


def _follow_the_dates(before: Cohort, after: Cohort) -> None:
    """What is owed by a date that moved is owed by the new one."""
    if after.decisions_at and after.decisions_at != before.decisions_at:
        applications.announce_waiting(after)
    if after.decisions_at and (after.reviews_due_at or after.decisions_at) != (before.reviews_due_at or before.decisions_at):
        reviewers.follow_the_date(after)
    if after.confirm_at and after.confirm_at != before.confirm_at:
        places.keep_longer(after)
    if (after.midpoint, after.ends_on) != (before.midpoint, before.ends_on):
        milestones.follow_the_dates(after)


def _refuse_disorder(cohort: Cohort) -> None:
    try:
        cohort.validate_constraints()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None


def _refuse_fewer_places_than_taken(cohort: Cohort, capacity: int) -> None:
    taken = cohort.mentees_placed
    if capacity < cohort.capacity and capacity < taken:
        raise Refused(f"{taken} mentees have a place already, so there cannot be fewer than {taken} places.")
