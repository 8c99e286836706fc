"""Asking an applicant to revise an answer, instead of turning the application down for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gurukool.lib.records import Record
from mentoring.models.applications import Application


class RevisionRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=RevisionRequest.Status.OPEN)

    def in_time(self):
        """Those that still let the applicant change what they wrote."""
        return self.open().filter(due_at__gt=timezone.now())

    def visible_to(self, user):
        """The applicant and admins."""
        return self if user.is_staff else self.filter(application__person=user)


class RevisionRequest(Record):
    """A question about an answer; while it is open the applicant may change the application, even after the deadline."""

    class Status(models.TextChoices):
        OPEN = "open", "waiting for the applicant"
        ANSWERED = "answered", "revised"
        LAPSED = "lapsed", "not answered in time"
        WITHDRAWN = "withdrawn", "no longer needed"

    application = models.ForeignKey(Application, models.CASCADE, related_name="revision_requests")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    question = models.TextField()
    due_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = RevisionRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(status="open"),
                name="one_open_revision_request",
                violation_error_message="A revision is asked for already; wait for the answer.",
            ),
            models.CheckConstraint(
                name="revision_open_or_closed_at",
                condition=Q(status="open", closed_at=None) | (~Q(status="open") & Q(closed_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"your application to {self.application.cohort}"

    def get_absolute_url(self):
        return reverse("revisions:show", args=[self.pk])

    @property
    def is_open(self):
        return self.status == self.Status.OPEN

    @property
    def is_in_time(self):
        return self.is_open and self.due_at > timezone.now()
