"""What one party says to the other about a session, so that both grow."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.sessions import Session


class FeedbackQuerySet(models.QuerySet):
    def with_people(self):
        return self.select_related("author", "recipient", "meeting")

    def visible_to(self, user):
        """The one who wrote it and the one it is for."""
        return self.filter(Q(author=user) | Q(recipient=user))


class Feedback(Record):
    """What one of the two says about a session; the other reads it and may answer."""

    class Agenda(models.TextChoices):
        YES = "yes", "Yes"
        PARTLY = "partly", "Partly"
        NO = "no", "No"

    meeting = models.ForeignKey(Session, models.CASCADE, related_name="feedback")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feedback_given")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feedback_received")
    kept_agenda = models.CharField("we kept to the agenda", max_length=6, choices=Agenda)
    usefulness = models.PositiveSmallIntegerField("how useful was it?", validators=[MinValueValidator(1), MaxValueValidator(5)])
    went_well = models.TextField("what went well")
    next_time = models.TextField("what to do differently next time", blank=True)
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "feedback"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "author"],
                name="one_feedback_per_session",
                violation_error_message="You have already given feedback on this session.",
            ),
            models.CheckConstraint(name="feedback_is_for_the_other", condition=~Q(author=F("recipient"))),
            models.CheckConstraint(name="usefulness_from_one_to_five", condition=Q(usefulness__gte=1, usefulness__lte=5)),
        ]

    def __str__(self):
        return f"{self.author}'s feedback on the {self.meeting}"

    def get_absolute_url(self):
        return reverse("feedback:show", args=[self.pk])
