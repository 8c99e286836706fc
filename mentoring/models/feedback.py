"""What people say to each other about a session, or about one thing they were asked."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.feedback_requests import FeedbackRequest
from mentoring.models.sessions import Session


class FeedbackQuerySet(models.QuerySet):
    def with_people(self):
        return self.select_related("author", "recipient", "request", "meeting__kind")

    def mirrored(self):
        """What the host of a session of two said, beside what the guest said of the same hour (columns of `meeting__feedback`)."""
        of_two = self.exclude(meeting__format=Session.Format.GROUP)
        return of_two.filter(author=F("meeting__host"), meeting__feedback__recipient=F("author"))

    def visible_to(self, user):
        """The one who wrote it and the one it is for."""
        return self.filter(Q(author=user) | Q(recipient=user))


class Feedback(Record):
    """What one of two says about a session, or about what they were asked; the other reads it and may answer."""

    class Agenda(models.TextChoices):
        YES = "yes", "Yes"
        PARTLY = "partly", "Partly"
        NO = "no", "No"

    meeting = models.ForeignKey(Session, models.CASCADE, null=True, blank=True, related_name="feedback")
    request = models.OneToOneField(FeedbackRequest, models.CASCADE, null=True, blank=True, related_name="feedback")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feedback_given")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feedback_received")
    kept_agenda = models.CharField("we kept to the agenda", max_length=6, choices=Agenda, blank=True)
    usefulness = models.PositiveSmallIntegerField("the hour was worth it", validators=[MinValueValidator(1), MaxValueValidator(5)])
    i_was_prepared = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)])
    you_were_prepared = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)])
    went_well = models.TextField("what went well")
    next_time = models.TextField("what to do differently next time", blank=True)
    answers = models.JSONField(default=list, blank=True)  # [{"prompt", "text"}] to what the kind asked then
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "feedback"
        constraints = [
            models.CheckConstraint(
                name="feedback_is_on_one_thing",
                condition=Q(meeting__isnull=False, request=None) & ~Q(kept_agenda="") | Q(meeting=None, request__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["meeting", "author"],
                name="one_feedback_per_session",
                violation_error_message="You have already given feedback on this session.",
            ),
            models.CheckConstraint(name="feedback_is_for_the_other", condition=~Q(author=F("recipient"))),
            models.CheckConstraint(name="usefulness_from_one_to_five", condition=Q(usefulness__gte=1, usefulness__lte=5)),
            models.CheckConstraint(
                name="preparation_from_one_to_five",
                condition=(Q(i_was_prepared=None) | Q(i_was_prepared__range=(1, 5)))
                & (Q(you_were_prepared=None) | Q(you_were_prepared__range=(1, 5))),
            ),
        ]

    def __str__(self):
        return f"{self.author}'s feedback on {self.subject}"

    @property
    def subject(self):
        """What it is about, in words."""
        return self.request.subject if self.request_id else f"the {self.meeting}"

    def get_absolute_url(self):
        return reverse("feedback:show", args=[self.pk])
