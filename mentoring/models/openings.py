"""An admin opened a conversation that somebody had reported: who, when and why, kept for good."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gurukool.lib.records import Record
from mentoring.models.concerns import Concern

LASTS = timedelta(hours=24)  # one reason opens a conversation for so long


class OpeningQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All admins but those it is about; and whoever reported it. The other side would learn of the report by it (rule G7)."""
        if user.is_staff:
            return self.filter(concern__in=Concern.objects.visible_to(user))
        return self.filter(concern__raised_by=user)

    def lasting(self):
        return self.filter(created_at__gt=timezone.now() - LASTS)


class Opening(Record):
    """One admin's reason to read one conversation."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="openings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField()

    objects = OpeningQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [models.CheckConstraint(name="opened_for_a_reason", condition=~Q(reason=""))]

    def __str__(self):
        return f"{self.by} opened a conversation"
