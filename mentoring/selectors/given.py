"""The hours mentors give: offered, used, wasted (rule I4: they are volunteers, so every hour is counted and thanked)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.db.models import DurationField, ExpressionWrapper, Q, Sum
from django.db.models.functions import Lower, Upper
from django.utils import timezone

from mentoring import slots
from mentoring.models import Attendance, Cohort, Session, User
from mentoring.selectors import timetables

HOUR = timedelta(hours=1)
LENGTH = ExpressionWrapper(Upper("during") - Lower("during"), output_field=DurationField())


@dataclass(frozen=True)
class Given:
    """Hours of one mentor in one cohort so far. `offered` follows the hours they offer today, which may have changed."""

    offered: float
    used: float
    wasted: float


def given(cohort: Cohort, mentors: Iterable[User]) -> dict[int, Given]:
    """What each of these people has given to a cohort until now (or its end), by their key; queries do not grow with people.

    Used: sessions that were held. Wasted: sessions to which the mentor came and the mentee did not.
    """
    mentors = list(mentors)
    used, wasted = _hours(cohort, mentors, Q(meeting__status=Session.Status.HELD)), _hours(cohort, mentors, _IN_VAIN)
    offered = _offered(cohort, mentors)
    return {each.pk: Given(offered[each.pk], used[each.pk], wasted[each.pk]) for each in mentors}


_IN_VAIN = Q(meeting__status=Session.Status.MISSED, came=True)


def _hours(cohort: Cohort, mentors: list[User], which: Q) -> Counter:
    hosts = Attendance.objects.filter(which, meeting__cohort=cohort, person__in=mentors, role=Attendance.Role.HOST)
    sums = hosts.values("person").annotate(length=Sum(LENGTH)).values_list("person", "length")
    return Counter({person: round(length / HOUR, 1) for person, length in sums})


def _offered(cohort: Cohort, mentors: list[User]) -> dict[int, float]:
    frm = datetime.combine(cohort.starts_on, time(), UTC)
    until = min(timezone.now(), cohort.ends_at)
    if until <= frm:
        return dict.fromkeys((each.pk for each in mentors), 0.0)
    hours = {key: each.hours for key, each in timetables.timetables(mentors, frm, until).items()}
    return {key: round(_length(each, frm, until) / HOUR, 1) for key, each in hours.items()}


def _length(hours: slots.Hours, frm: datetime, until: datetime) -> timedelta:
    """How long the stretches offered within a window are together."""
    spans = slots.merged(slots.Span(each.start, each.end) for each in slots.stretches(hours, frm, until))
    return sum((min(span.end, until) - max(span.start, frm) for span in spans), timedelta())
