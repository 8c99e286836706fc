"""The reliability record: incidents the rooms above noted, and corrections of what it says."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from etiquette.models.about import About, AboutQuerySet
from gurukool.lib.records import Record


class IncidentQuerySet(AboutQuerySet):
    def visible_to(self, user):
        """Whose it is, and nobody else: admins see counts."""
        return self.filter(person=user)


class Incident(About, Record):
    """Something a person did that no duty tells of. Kept and missed acts are not copied here: the duties themselves say so."""

    class Kind(models.TextChoices):
        NO_SHOW = "no_show", "did not come"
        LATE_CANCELLATION = "late_cancellation", "cancelled at short notice"
        LATE_CHANGE = "late_change", "moved at short notice"
        LATE_ARRIVAL = "late_arrival", "came late"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="incidents")
    kind = models.CharField(max_length=20, choices=Kind)
    role = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    scope = models.UUIDField("cohort", null=True, blank=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about_id", "person", "kind"], name="noted_once")]
        indexes = [models.Index(fields=["person", "-at"], name="incident_newest")]

    def __str__(self):
        return f"{self.about_text}: {self.get_kind_display()}"


class CorrectionQuerySet(AboutQuerySet):
    def visible_to(self, user):
        """Who asked for it, and admins."""
        return self if user.is_staff else self.filter(person=user)

    def waiting(self):
        return self.filter(decided_at=None)

    def granted(self):
        return self.filter(granted=True)


class Correction(About, Record):
    """A person says that an entry of their record is not right; an admin looks at that one entry, and may strike it out with a note."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="corrections")
    text = models.TextField("what was different", max_length=1000)
    granted = models.BooleanField(default=False)
    note = models.TextField("note to the person", max_length=1000, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about_id"],
                name="corrected_once",
                violation_error_message="You have asked about this entry already.",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, granted=False) | (Q(decided_at__isnull=False) & ~Q(note="")),
                name="corrections_are_explained",
                violation_error_message="Please say why in a note.",
            ),
        ]
        indexes = [models.Index(fields=["created_at"], condition=Q(decided_at=None), name="correction_waiting")]

    def get_absolute_url(self):
        return reverse("record:correction", args=[self.pk])

    def __str__(self):
        return f"{self.person} about {self.about_text}"
