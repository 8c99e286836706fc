"""What a mentee brings to a session."""

from django.conf import settings
from django.db import models

from gurukool.lib.records import Record
from mentoring.models.sessions import Session


class Preparation(Record):
    """What a mentee brings to a session (rule G2): so that the meeting starts with facts."""

    meeting = models.ForeignKey(Session, models.CASCADE, related_name="preparations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preparations")
    progress = models.TextField("progress since last time", blank=True)
    agenda = models.TextField(blank=True)
    found_out = models.TextField("what I found out about my mentor", blank=True)
    answers = models.JSONField(default=list, blank=True)  # [{"prompt", "text"}] to what the kind asked then
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_preparation_per_person")]

    def __str__(self):
        return f"{self.person}'s preparation"


class Question(Record):
    """One of the questions a preparation asks, in order."""

    preparation = models.ForeignKey(Preparation, models.CASCADE, related_name="questions")
    goal = models.ForeignKey("mentoring.Goal", models.SET_NULL, null=True, blank=True, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["preparation", "position"], name="one_question_per_position")]

    def __str__(self):
        return self.text
