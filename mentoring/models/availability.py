"""The hours a person offers: weekly wall-clock times in their own zone, and dates that differ."""

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import F, Q

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


def ends_after_start():
    """A range ends after it starts; midnight as an end means the end of the day."""
    return Q(ends__gt=F("starts")) | Q(ends=MIDNIGHT)


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
            models.CheckConstraint(
                name="hours_end_after_start", condition=ends_after_start(), violation_error_message="These hours end before they start."
            ),
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
    """What one date is instead of its weekday: closed (no times), or other hours."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="date_overrides")
    day = models.DateField("date")
    starts = models.TimeField("from", null=True, blank=True)
    ends = models.TimeField("to", null=True, blank=True)

    class Meta:
        ordering = ["day", "starts"]
        constraints = [
            models.CheckConstraint(
                name="override_is_closed_or_a_range",
                condition=Q(starts__isnull=True, ends__isnull=True) | Q(starts__isnull=False, ends__isnull=False),
                violation_error_message="Give both times, or neither to close the day.",
            ),
            models.CheckConstraint(
                name="override_ends_after_start",
                condition=Q(starts__isnull=True) | ends_after_start(),
                violation_error_message="These hours end before they start.",
            ),
            models.UniqueConstraint(fields=["person", "day", "starts"], name="one_override_per_start", nulls_distinct=False),
        ]

    def __str__(self):
        return f"{self.day}: {self.starts:%H:%M}-{self.ends:%H:%M}" if self.starts else f"{self.day}: closed"
