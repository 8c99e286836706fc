"""Decisions about applications, which wait as drafts until an admin releases them; and what is left of those that lapse."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.applications import Application
from mentoring.models.cohorts import Cohort, Enrolment, Role


class DecisionQuerySet(models.QuerySet):
    def pending(self):
        """Made, and nobody outside has heard of it."""
        return self.filter(released_at=None)

    def released(self):
        return self.filter(released_at__isnull=False)

    def in_cohort(self, cohort):
        return self.filter(application__cohort=cohort)


class Decision(Record):
    """What was decided about an application. The applicant's own page changes when it is released, not before."""

    class Verdict(models.TextChoices):
        ADMITTED = "admitted", "admit"
        WAITLISTED = "waitlisted", "waiting list"
        DECLINED = "declined", "decline"

    application = models.ForeignKey(Application, models.CASCADE, related_name="decisions")
    verdict = models.CharField(max_length=12, choices=Verdict)
    note = models.TextField("a line to the applicant", blank=True)
    reason = models.TextField("reason, for admins", blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    silent = models.BooleanField("no mail goes out", default=False)
    confirm_by = models.DateTimeField("what the mail says as the last day to confirm", null=True, blank=True)
    instead_of = models.OneToOneField(Enrolment, models.SET_NULL, null=True, blank=True, related_name="passed_on")
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(released_at=None),
                name="one_pending_decision",
                violation_error_message="Somebody has decided about this application already.",
            ),
        ]

    def __str__(self):
        return f"{self.get_verdict_display()}: {self.application.person}"

    def get_absolute_url(self):
        return reverse("decisions:show", args=[self.pk])

    @property
    def mail_key(self):
        """The key of its mail in the outbox."""
        return f"decision:{self.pk}"


class TallyQuerySet(models.QuerySet):
    def add(self, tallies: list["Tally"]):
        """Add these to what is counted already, row by row and safe against rivals."""
        self.bulk_create(
            [Tally(cohort=each.cohort, role=each.role, outcome=each.outcome, what=each.what, value=each.value) for each in tallies],
            ignore_conflicts=True,
        )
        for each in tallies:
            same = self.filter(cohort=each.cohort, role=each.role, outcome=each.outcome, what=each.what, value=each.value)
            same.update(count=F("count") + each.count)


class Tally(Record):
    """How many lapsed applications had one property: a number without a person. Properties are never crossed."""

    class What(models.TextChoices):
        ALL = "all", "all"
        FIELD = "field", "research field"
        STAGE = "stage", "career stage"
        ZONE = "zone", "part of the world"

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="tallies")
    role = models.CharField(max_length=10, choices=Role)
    outcome = models.CharField(max_length=12)
    what = models.CharField(max_length=8, choices=What)
    value = models.CharField(max_length=120, blank=True)
    count = models.PositiveIntegerField(default=0)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tallies"
        ordering = ["role", "outcome", "what", "-count", "value"]
        constraints = [models.UniqueConstraint(fields=["cohort", "role", "outcome", "what", "value"], name="one_tally_each")]

    def __str__(self):
        return f"{self.value or self.what}: {self.count}"
