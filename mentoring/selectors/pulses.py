"""The pulse of a cohort: on which days it is taken, and what came of it, in numbers."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from mentoring.models import Cohort, Pulse

A_WEEK = timedelta(days=7)
VALUES = range(1, 6)
ENOUGH = 3  # answers, before their numbers are shown


def days(cohort: Cohort) -> dict[Pulse.Moment, date]:
    """When each pulse is taken: after two weeks, at the mid-point, a week before the end.

    In a short cohort a moment less than a week after the one before it falls away.
    """
    wanted = {
        Pulse.Moment.START: cohort.starts_on + 2 * A_WEEK,
        Pulse.Moment.MIDDLE: cohort.midpoint,
        Pulse.Moment.END: cohort.ends_on - A_WEEK,
    }
    kept: dict[Pulse.Moment, date] = {}
    for moment, day in wanted.items():
        if day <= cohort.ends_on and all(day >= other + A_WEEK for other in kept.values()):
            kept[moment] = day
    return kept


@dataclass(frozen=True)
class Result:
    """What one role answered at one moment: how many were asked and answered, and how often each number from 1 to 5 was given."""

    moment: Pulse.Moment
    role: str
    asked: int
    answered: int
    going: list[int]
    contact: list[int]

    @property
    def is_shown(self) -> bool:
        """Whether so many answered that no number points at one of them."""
        return self.answered >= ENOUGH


def results(cohort: Cohort) -> list[Result]:
    """One per moment and role, in the order of the weeks; one query at any size."""
    counts = {f"{name}_{value}": Count("pk", filter=Q(**{name: value})) for name in ("going", "contact") for value in VALUES}
    rows = Pulse.objects.of_cohort(cohort).order_by().values("moment", "enrolment__role")
    found = rows.annotate(asked=Count("pk"), answered=Count("answered_at"), **counts)
    order = list(Pulse.Moment)
    results = [_result(row) for row in found]
    return sorted(results, key=lambda result: (order.index(result.moment), result.role))


def _result(row: dict) -> Result:
    going, contact = ([row[f"{name}_{value}"] for value in VALUES] for name in ("going", "contact"))
    return Result(Pulse.Moment(row["moment"]), row["enrolment__role"], row["asked"], row["answered"], going, contact)
