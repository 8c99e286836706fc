"""Busy times that come from calendars kept elsewhere, and the free time that is left."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from gurukool.lib.records import Record
from mentoring.models.availability import person_range


class BusyCalendar(Record):
    """A read-only iCalendar address of one person. The address is a secret: whoever has it reads the calendar."""

    STALE_AFTER = timedelta(hours=6)

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="busy_calendars")
    url = models.URLField("calendar address", max_length=2000)
    check_at = models.DateTimeField("next look at", default=timezone.now)
    fetched_at = models.DateTimeField("last read at", null=True, blank=True)
    covers_until = models.DateTimeField(null=True, blank=True)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["created_at"]
        indexes = [models.Index(fields=["check_at"], name="busy_calendar_due")]
        constraints = [models.UniqueConstraint(fields=["person", "url"], name="one_row_per_calendar")]

    def __str__(self):
        return f"calendar at {self.host}"

    @property
    def host(self):
        """All of the address that may be shown."""
        return urlsplit(self.url).hostname or "?"

    @property
    def is_stale(self):
        """Whether what we know of it may have changed since."""
        return self.fetched_at is not None and self.fetched_at < timezone.now() - self.STALE_AFTER


class BusyTime(Record):
    """A stretch in which a calendar says its person is busy; what for is never stored."""

    calendar = models.ForeignKey(BusyCalendar, models.CASCADE, related_name="times")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="busy_times")
    during = DateTimeRangeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="busy_time_has_a_beginning_and_an_end",
                condition=Q(during__isempty=False, during__lower_inf=False, during__upper_inf=False),
            )
        ]

    def __str__(self):
        return f"{self.person} is busy"


class FreeTime(models.Model):
    """A stretch in which a person may be booked, kept so that nobody expands rules to find an hour; derived, so no Record.

    `grid` is the instant slots are counted from. Written only by `actions.freetime.refresh`.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="free_times")
    during = DateTimeRangeField()
    grid = models.DateTimeField()

    class Meta:
        indexes = [models.Index(Lower("during"), name="free_time_soonest")]
        constraints = [
            ExclusionConstraint(
                name="free_time_is_free_once",
                expressions=[(person_range(), RangeOperators.OVERLAPS), ("during", RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self):
        return f"{self.person} is free"
