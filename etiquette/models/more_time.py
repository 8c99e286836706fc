"""Asking for more time: the one it is owed to agrees, or the day named stands after a while of silence."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from etiquette.models.duties import Duty
from gurukool.lib.asking import HOLDS_ITS_QUESTION, AskedBack
from gurukool.lib.records import Record

STANDS_AFTER = timedelta(hours=48)  # long enough to object in any zone, short enough not to leave anybody in doubt


class MoreTimeQuerySet(models.QuerySet):
    def asked(self):
        return self.filter(status=MoreTime.Status.ASKED)

    def pending(self):
        """Asked and not answered yet, even if the next word is with who asked."""
        return self.filter(status__in=MoreTime.PENDING)

    def for_answer_by(self, user):
        """Those `user` may answer: what is owed to them; for admins, everything but their own."""
        return self.exclude(duty__person=user) if user.is_staff else self.filter(duty__owed_to=user)

    def visible_to(self, user):
        """Who asked, who is asked, and admins."""
        return self if user.is_staff else self.filter(Q(duty__person=user) | Q(duty__owed_to=user))


class MoreTime(AskedBack, Record):
    class Status(models.TextChoices):
        ASKED = "asked", "asked"
        QUESTIONED = "questioned", "a question came back"
        AGREED = "agreed", "agreed"
        STANDS = "stands", "stands, as nobody objected"
        KEPT = "kept", "please keep the day"

    PENDING = [Status.ASKED, Status.QUESTIONED]

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="requests")
    until = models.DateTimeField()
    reason = models.CharField("why, in a sentence", max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    waits_since = models.DateTimeField("with who answers, since", default=timezone.now)
    questioned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = MoreTimeQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "requests for more time"
        constraints = [
            models.UniqueConstraint(fields=["duty"], condition=Q(status__in=["asked", "questioned"]), name="one_request_at_a_time"),
            models.CheckConstraint(
                condition=Q(status__in=["asked", "questioned"]) ^ Q(answered_at__isnull=False), name="requests_are_asked_or_answered"
            ),
            models.CheckConstraint(condition=HOLDS_ITS_QUESTION, name="more_time_is_asked_back_with_a_question"),
        ]
        indexes = [models.Index(fields=["waits_since"], condition=Q(status="asked"), name="request_waiting")]

    def __str__(self):
        return f"{self.duty.person} asks for time until {self.until:%Y-%m-%d}"

    @property
    def is_pending(self) -> bool:
        return self.status in self.PENDING

    @property
    def stands_at(self) -> datetime:
        """From when on it holds if nobody says otherwise."""
        return self.waits_since + STANDS_AFTER

    def get_absolute_url(self):
        return reverse("duties:request", args=[self.pk])
