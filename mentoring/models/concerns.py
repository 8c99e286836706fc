"""“This felt wrong”: what a person privately shows the programme's admins of what somebody wrote to them (rule G7)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.conversations import Message


class ConcernQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Admins, but nobody whose own message it is about."""
        return self.exclude(message__author=user) if user.is_staff else self.none()

    def open(self):
        return self.filter(closed_at=None)

    def with_people(self):
        return self.select_related("raised_by", "closed_by", "message__author", "message__match__cohort")


class Concern(Record):
    """One message that felt wrong to its reader, quoted as it was. Its author never learns of it from us."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="concerns")
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="concerns")
    quote = models.TextField("the message")
    comment = models.TextField("what felt wrong", blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.TextField("what was done", blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message", "raised_by"],
                name="one_concern_about_a_message",
                violation_error_message="You have told us of this message already.",
            ),
            models.CheckConstraint(name="closed_concerns_have_a_note", condition=Q(closed_at=None) | ~Q(note="")),
        ]

    def __str__(self):
        return f"what felt wrong to {self.raised_by}"

    def get_absolute_url(self):
        return reverse("concerns:show", args=[self.pk])
