"""Somebody was named as missing and says that they came. An admin decides."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.sessions import Attendance


class DisputeQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(verdict="")

    def with_people(self):
        """With all that its page shows: three queries at any size."""
        people = Attendance.with_person()
        people = models.Prefetch("attendance__meeting__attendances", people.queryset)
        return self.select_related(
            "attendance__person", "attendance__meeting__cohort", "attendance__meeting__host", "attendance__meeting__settled_by"
        ).prefetch_related(people)

    def visible_to(self, user):
        """Who raised it, and admins."""
        return self if user.is_staff else self.filter(attendance__person=user)


class Dispute(Record):
    """What the one named says about it. While it waits, the no-show counts for nothing."""

    class Verdict(models.TextChoices):
        CAME = "came", "They came"
        MISSING = "missing", "They were missing"

    attendance = models.OneToOneField(Attendance, models.CASCADE, related_name="dispute")
    note = models.TextField("what was different")
    verdict = models.CharField(max_length=7, choices=Verdict, blank=True)
    answer = models.TextField("a line to the person", blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="disputes_are_decided_with_a_word",
                condition=Q(verdict="", decided_at=None) | (~Q(verdict="") & Q(decided_at__isnull=False) & ~Q(answer="")),
                violation_error_message="Please write a line to the person.",
            ),
        ]
        indexes = [models.Index(fields=["created_at"], condition=Q(verdict=""), name="dispute_waiting")]

    def __str__(self):
        return f"whether {self.attendance.person} came to the {self.attendance.meeting}"

    def get_absolute_url(self):
        return reverse("disputes:decide", args=[self.pk])

    @property
    def is_waiting(self):
        return self.verdict == ""
