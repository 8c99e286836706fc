"""Where two people answered the same question differently, and an admin has looked at it."""

from django.conf import settings
from django.db import models

from gurukool.lib.records import Record
from mentoring.models.sessions import Session


class SeenGap(Record):
    """One perception gap that an admin has closed: a session, and the question both were asked."""

    class Question(models.TextChoices):
        AGENDA = "agenda", "whether you kept to the agenda"
        MENTOR = "mentor", "how well the mentor was prepared"
        MENTEE = "mentee", "how well the mentee was prepared"
        WORTH = "worth", "how much the hour was worth"

    meeting = models.ForeignKey(Session, models.CASCADE, related_name="seen_gaps")
    question = models.CharField(max_length=6, choices=Question)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "question"], name="gap_seen_once")]

    def __str__(self):
        return f"{self.get_question_display()}, {self.meeting}"
