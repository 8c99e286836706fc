"""The hours people offer, week by week, each in their own zone."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from mentoring.exports.columns import Column, Export, queried
from mentoring.models import WeeklyHours

DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def weekly() -> ArraySubquery:
    """The weekly hours of the place at hand, for `hours`."""
    rows = WeeklyHours.objects.filter(person=OuterRef("person")).order_by()
    return ArraySubquery(rows.values(json=JSONObject(day="weekday", starts="starts", ends="ends")))


def hours(ranges: list[dict]) -> str:
    """Weekly hours as the import reads them: none past midnight, none that overlap."""
    joined = []
    for day, starts, ends in sorted(part for each in ranges for part in _within_days(each["day"], each["starts"][:5], each["ends"][:5])):
        if joined and joined[-1][0] == day and starts < joined[-1][2]:
            starts, ends = joined[-1][1], max(ends, joined.pop()[2])
        joined.append((day, starts, ends))
    return "; ".join(f"{DAYS[day]} {starts}-{ends}" for day, starts, ends in joined)


def _within_days(day: int, starts: str, ends: str) -> list[tuple[int, str, str]]:
    if ends == "00:00":
        return [(day, starts, "24:00")]
    return [(day, starts, ends)] if starts < ends else [(day, starts, "24:00"), ((day + 1) % 7, "00:00", ends)]


def _places(cohort, user):
    return cohort.enrolments.present().order_by("person__name", "pk")


def _columns(cohort) -> list[Column]:
    return [
        Column("Name", "person__name"),
        Column("E-mail", "person__email"),
        Column("Role", "role"),
        Column("Time zone", "person__zone"),
        Column("Weekly hours", weekly(), hours),
    ]


HOURS = Export("hours", "Weekly hours", "Who offers which hours of the week, by their own clock.", queried(_places, _columns))
