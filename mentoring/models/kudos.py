"""Kudos: one warm sentence to a mentor, from anybody in their cohort (rule I4)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.cohorts import Cohort

LONGEST = 200  # characters: one sentence; News, which quotes it, takes 300


class KudosQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who gave it, who got it, and admins."""
        return self if user.is_staff else self.filter(Q(sender=user) | Q(recipient=user))

    def with_people(self):
        return self.select_related("cohort", "sender", "recipient")


class Kudos(Record):
    """What one person wrote to a mentor in one week. Nobody counts them: they are words, not a score."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="kudos")
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kudos_given")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kudos_received")
    text = models.CharField("your sentence", max_length=LONGEST)
    week = models.DateField("the Monday of the sender's week")

    objects = KudosQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "kudos"
        indexes = [models.Index(fields=["recipient", "-created_at"], name="kudos_latest")]
        constraints = [
            models.UniqueConstraint(fields=["sender", "recipient", "week"], name="one_kudos_a_week"),
            models.CheckConstraint(name="kudos_go_to_another", condition=~Q(sender=F("recipient"))),
        ]

    def __str__(self):
        return f"kudos from {self.sender} to {self.recipient}"

    def get_absolute_url(self):
        return f"{reverse('kudos:index')}#kudos-{self.pk}"
