"""The hours a person offers: weekly wall-clock times in their own zone, dates that differ, journeys, and their rules."""

from datetime import time, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import DurationField, ExpressionWrapper, F, Func, Q, Value
from django.db.models.lookups import GreaterThanOrEqual

from gurukool.lib.records import Record

MIDNIGHT = time(0)


class Weekday(models.IntegerChoices):
    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


LONGEST_NIGHT = timedelta(hours=12)
BACKWARDS = "These hours end before they start; across midnight they may last 12 hours at most."


def ends_after_start():
    """A range ends after it starts, at midnight (the end of the day), or on the next day after at most 12 hours."""
    across_midnight = ExpressionWrapper(F("starts") - F("ends"), output_field=DurationField())
    return Q(ends__gt=F("starts")) | Q(ends=MIDNIGHT) | Q(GreaterThanOrEqual(across_midnight, Value(LONGEST_NIGHT)))


def person_range():
    """The integer key of a person as a range, so that gist needs no extension (as in Attendance)."""
    return Func(F("person_id"), F("person_id"), Value("[]"), function="int8range")


class WeeklyHours(Record):
    """One range of one weekday, in the zone of its person."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="weekly_hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    starts = models.TimeField("from")
    ends = models.TimeField("to")

    class Meta:
        ordering = ["weekday", "starts"]
        verbose_name_plural = "weekly hours"
        constraints = [
            models.CheckConstraint(name="hours_end_after_start", condition=ends_after_start(), violation_error_message=BACKWARDS),
            models.CheckConstraint(name="weekday_is_known", condition=Q(weekday__lte=6)),
            models.UniqueConstraint(
                fields=["person", "weekday", "starts"],
                name="one_range_per_start",
                violation_error_message="Two ranges start at the same time.",
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.starts:%H:%M}-{self.ends:%H:%M}"


class DateOverride(Record):
    """What one date is instead of its weekday (changed, closed), or as well (extra)."""

    class Kind(models.TextChoices):
        EXTRA = "extra", "extra hours, beside the weekday's"
        CHANGED = "changed", "other hours instead of the weekday's"
        CLOSED = "closed", "closed"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="date_overrides")
    day = models.DateField("date")
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.CHANGED)
    starts = models.TimeField("from", null=True, blank=True)
    ends = models.TimeField("to", null=True, blank=True)

    class Meta:
        ordering = ["day", "starts"]
        constraints = [
            models.CheckConstraint(
                name="override_is_closed_or_a_range",
                condition=Q(kind="closed", starts__isnull=True, ends__isnull=True)
                | (~Q(kind="closed") & Q(starts__isnull=False, ends__isnull=False)),
                violation_error_message="Give both times, or neither to close the day.",
            ),
            models.CheckConstraint(
                name="override_ends_after_start",
                condition=Q(starts__isnull=True) | ends_after_start(),
                violation_error_message=BACKWARDS,
            ),
            models.UniqueConstraint(fields=["person", "day", "starts"], name="one_override_per_start", nulls_distinct=False),
        ]

    def __str__(self):
        if self.kind == self.Kind.CLOSED:
            return f"{self.day}: closed"
        return f"{self.day}: {'also ' * (self.kind == self.Kind.EXTRA)}{self.starts:%H:%M}-{self.ends:%H:%M}"


class Journey(Record):
    """Dates, both included, on which a person lives by another zone's wall clock."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="journeys")
    first_day = models.DateField("from")
    last_day = models.DateField("until")
    zone = models.CharField("time zone there", max_length=64)

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                name="journey_ends_after_it_starts",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message="The last day comes before the first.",
            ),
            ExclusionConstraint(
                name="one_journey_at_a_time",
                expressions=[
                    (person_range(), RangeOperators.OVERLAPS),
                    (
                        Func("first_day", "last_day", Value("[]"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Another journey of yours covers some of these days.",
            ),
        ]

    def __str__(self):
        return f"{self.person} in {self.place}, {self.first_day} to {self.last_day}"

    @property
    def place(self):
        return self.zone.rsplit("/", 1)[-1].replace("_", " ")


class Availability(Record):
    """How one person wants to be booked, and until when their free time is kept.

    `kept_until` is empty while their FreeTime rows may differ from what the rules say: readers then ask the rules.
    Triggers empty it whenever a row changes that feeds free time; `actions.freetime.refresh` sets it.
    """

    MOST_WEEKS = 52

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="availability")
    buffer_before = models.PositiveSmallIntegerField("minutes to prepare", default=0)
    buffer_after = models.PositiveSmallIntegerField("minutes to wind up", default=0)
    notice_hours = models.PositiveSmallIntegerField("notice, in hours", default=0)
    not_today = models.BooleanField("never on the same day", default=False)
    horizon_weeks = models.PositiveSmallIntegerField("weeks ahead", default=16)
    most_a_day = models.PositiveSmallIntegerField("sessions a day, at most", null=True, blank=True)
    most_a_week = models.PositiveSmallIntegerField("sessions a week, at most", null=True, blank=True)
    lengths = ArrayField(models.PositiveSmallIntegerField(), verbose_name="session lengths", default=list, blank=True)
    open_hours = models.BooleanField("Anyone in my cohorts may book me", default=False)
    room_link = models.URLField("a meeting room of one's own", max_length=500, blank=True)
    kept_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name_plural = "availabilities"
        constraints = [
            models.CheckConstraint(name="buffers_within_two_hours", condition=Q(buffer_before__lte=120, buffer_after__lte=120)),
            models.CheckConstraint(name="notice_within_two_weeks", condition=Q(notice_hours__lte=336)),
            models.CheckConstraint(name="horizon_within_a_year", condition=Q(horizon_weeks__gte=1, horizon_weeks__lte=52)),
            models.CheckConstraint(name="a_day_holds_a_session", condition=Q(most_a_day__isnull=True) | Q(most_a_day__gte=1)),
            models.CheckConstraint(name="a_week_holds_a_session", condition=Q(most_a_week__isnull=True) | Q(most_a_week__gte=1)),
        ]

    def __str__(self):
        return f"How {self.person} is booked"
