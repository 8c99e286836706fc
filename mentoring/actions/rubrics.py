"""How a cohort reviews: its plan, and its rubric, which is fixed once the first review is in."""

from dataclasses import asdict

from django.db import transaction

from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.defaults.rubric import DEFAULT
from mentoring.models import Cohort, Criterion, Review, ReviewPlan, User

SCALE = ["name", "one", "two", "three", "four", "five"]


@transaction.atomic
def change_plan(cohort: Cohort, *, by: User, **facts) -> ReviewPlan:
    """Store how the cohort reviews from now on."""
    policies.demand(policies.can_run_programme, by)
    plan, _ = ReviewPlan.objects.update_or_create(cohort=cohort, defaults=facts)
    return plan


@transaction.atomic
def change_rubric(cohort: Cohort, role: str, scales: list[dict], *, by: User) -> None:
    """Replace the rubric of one role. Raises Refused once a review of it is in: scores must go on meaning what they meant."""
    policies.demand(policies.can_run_programme, by)
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    if is_fixed(cohort, role):
        raise Refused("The first review is in, so the rubric stays as it is: its points must go on meaning what they meant.")
    Criterion.objects.filter(cohort=cohort, role=role).delete()
    _store(cohort, role, scales)


def is_fixed(cohort: Cohort, role: str) -> bool:
    """Whether a review has used this rubric."""
    return Review.objects.given().filter(application__cohort=cohort, application__role=role).exists()


def criteria(cohort: Cohort, role: str) -> list[Criterion]:
    """The rubric of one role; the default, unsaved, where the cohort has none yet. One query."""
    stored = list(Criterion.objects.filter(cohort=cohort, role=role))
    return stored or _rows(cohort, role, [asdict(scale) for scale in DEFAULT[role]])


def settle(cohort: Cohort) -> None:
    """Copy the default rubric for each role that has none; to be called in a transaction that holds the cohort."""
    have = set(Criterion.objects.filter(cohort=cohort).values_list("role", flat=True))
    for role, scales in DEFAULT.items():
        if role not in have:
            _store(cohort, role, [asdict(scale) for scale in scales])


def _store(cohort: Cohort, role: str, scales: list[dict]) -> None:
    Criterion.objects.bulk_create(_rows(cohort, role, scales))


def _rows(cohort: Cohort, role: str, scales: list[dict]) -> list[Criterion]:
    return [
        Criterion(cohort=cohort, role=role, position=place, **{name: scale[name] for name in SCALE})
        for place, scale in enumerate(scales, start=1)
    ]
