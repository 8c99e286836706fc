"""When and what people like to be mailed, and when they are away."""

from datetime import datetime, time

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from etiquette.ledger import pausing
from gurukool.lib.records import Record


class MailPreference(Record):
    class Digest(models.TextChoices):
        EACH = "each", "one by one, as things happen"
        DAILY = "daily", "once a day, in one mail"
        WEEKLY = "weekly", "once a week, on Monday, in one mail"

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_preference")
    quiet_from = models.TimeField("quiet from", default=time(21))
    quiet_until = models.TimeField("quiet until", default=time(8))
    digest = models.CharField("mails come", max_length=6, choices=Digest.choices, default=Digest.EACH)
    asks_outcomes = models.BooleanField(
        "ask me later what came of it", default=True, help_text="After 1, 3 and 6 months, at most once a month for each mentor."
    )
    unsubscribed = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    def __str__(self):
        return f"Mail preferences of {self.person}"


class AbsenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.is_staff else self.filter(person=user)


class Absence(Record):
    """A person away between two dates, both included."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="absences")
    starts_on = models.DateField("away from")
    ends_on = models.DateField("until")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="absence_ends_after_it_starts",
                violation_error_message="The last day away comes before the first.",
            )
        ]

    def __str__(self):
        return f"{self.person} away {self.starts_on} to {self.ends_on}"

    @property
    def span(self) -> tuple[datetime, datetime]:
        """From its beginning to its end, as instants."""
        return pausing.span(self.starts_on, self.ends_on, self.person.tz)

    def covers(self, day) -> bool:
        return self.starts_on <= day <= self.ends_on
