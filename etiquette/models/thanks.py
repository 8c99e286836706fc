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

    def on_the_wall(self):
        """Those both want everybody to see."""
        return self.filter(sender_shows_at__isnull=False, recipient_shows_at__isnull=False)


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
    sender_shows_at = models.DateTimeField("the sender wants it on the wall since", null=True, blank=True)
    recipient_shows_at = models.DateTimeField("the recipient wants it on the wall since", null=True, blank=True)

    ask_no_more = models.BooleanField("the two want to hear no more of each other", default=False)

    objects = ThankYouQuerySet.as_manager()

    class Meta:
        verbose_name = "thank-you"
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["-created_at", "-id"],
                condition=Q(sender_shows_at__isnull=False, recipient_shows_at__isnull=False),
                name="thanks_on_the_wall",
            ),
            models.Index(fields=["created_at"], name="thanks_to_follow_up"),
        ]
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


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who is asked, who hears of it, and admins."""
        return self if user.is_staff else self.filter(Q(note__sender=user) | Q(note__recipient=user))

    def told(self):
        return self.filter(told_at__isnull=False)


class FollowUp(Record):
    """What came of it, asked 1, 3 and 6 months after a thank-you, and told to who helped."""

    note = models.ForeignKey(ThankYou, models.CASCADE, related_name="follow_ups")
    months = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=12, choices=ThankYou.Outcome, blank=True)
    text = models.TextField(max_length=4000, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["months"]
        constraints = [
            models.UniqueConstraint(fields=["note", "months"], name="followed_up_once"),
            models.CheckConstraint(condition=Q(told_at=None) ^ ~Q(outcome=""), name="told_with_an_outcome"),
        ]

    def get_absolute_url(self):
        return self.note.get_absolute_url()

    def __str__(self):
        return f"what came of it, {self.months} month{'s' * (self.months > 1)} later"
