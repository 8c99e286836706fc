"""Thank-you notes: credit where it is due, with what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from etiquette.models.about import About, AboutQuerySet
from gurukool.lib.records import Record


class ThankYouQuerySet(AboutQuerySet):
    def visible_to(self, user):
        """Who wrote it, who received it, and admins."""
        return self if user.is_staff else self.involving(user)

    def involving(self, user):
        return self.filter(Q(sender=user) | Q(recipient=user))


class ThankYou(About, Record):
    class Outcome(models.TextChoices):
        GOOD = "good", "It went well"
        MIXED = "mixed", "Some of it worked"
        NOT_YET = "not_yet", "Too early to say"
        NOT_SO_GOOD = "not_so_good", "It did not work out"

    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="thanks_sent")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="thanks_received")
    text = models.TextField(max_length=4000)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    scope = models.UUIDField("cohort", null=True, blank=True)

    objects = ThankYouQuerySet.as_manager()

    class Meta:
        verbose_name = "thank-you"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["about_id", "sender"],
                name="thanked_once",
                violation_error_message="You have already sent thanks for this.",
            ),
            models.CheckConstraint(
                condition=~Q(sender=models.F("recipient")),
                name="thanks_go_to_another",
                violation_error_message="Thanks go to another person.",
            ),
        ]

    def get_absolute_url(self):
        return reverse("thanks:show", args=[self.pk])

    def __str__(self):
        return f"Thanks from {self.sender} to {self.recipient}"
