"""What was approved, by whom, and what was looked at before."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.cohorts import Cohort


class Approval(Record):
    """One press of the button: who approved how many matches and when, and whether it was taken back."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="approvals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    matches = models.PositiveIntegerField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField("why it was taken back", blank=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                name="taken_back_is_signed",
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"approval of {self.cohort}"

    def get_absolute_url(self):
        return reverse("approvals:show", args=[self.cohort.slug])


class ApprovalTick(Record):
    """One line of the checklist before approval, ticked: `item` is its code in `mentoring.defaults.standard`."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="approval_ticks")
    item = models.CharField(max_length=30)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "item"], name="one_tick_an_item")]

    def __str__(self):
        return f"{self.item} of {self.cohort}"
