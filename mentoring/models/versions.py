"""What an application said each time it was handed in."""

from django.conf import settings
from django.db import models

from gurukool.lib.records import Record
from mentoring.models.applications import Application


class ApplicationVersion(Record):
    """One state of a submitted application: who saved it, when, and every answer as it read then."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    lines = models.JSONField()  # [{"key", "label", "text", "sensitive"}], in the order of the form

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="one_version_per_number")]

    def __str__(self):
        return f"{self.application}, version {self.number}"
