"""More time to apply, for one person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gurukool.lib.dates import end_of_day_anywhere, today_anywhere
from gurukool.lib.records import Record
from mentoring.models.cohorts import Cohort


class ExtensionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Admins see all, people the time they were given themselves."""
        return self if user.is_staff else self.filter(person=user)

    def of(self, person, cohort):
        """The one that counts, newest first: of several, the last one given."""
        return self.filter(person=person, cohort=cohort).order_by("-created_at")

    def deadline(self, person, cohort):
        """Until when this person may apply: the time they were given while it lasts, else everybody's. One query."""
        own = self.of(person, cohort).first()
        return own.until_at if own and own.is_running else cohort.applications_close_at


class Extension(Record):
    """One person may apply, change and submit until this day. Rows stay: together they say who gave what, when and why."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="extensions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="extensions")
    until = models.DateField("may apply until")
    reason = models.CharField(max_length=300)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="extension_says_why", condition=~Q(reason=""), violation_error_message="Please say why, in a few words."
            )
        ]
        indexes = [models.Index(fields=["cohort", "person", "-created_at"])]

    def __str__(self):
        return f"{self.person} until {self.until:%d %b %Y}"

    @property
    def until_at(self):
        """The moment it ends: when that day is over Anywhere on Earth."""
        return end_of_day_anywhere(self.until)

    @property
    def is_running(self):
        return today_anywhere(timezone.now()) <= self.until
