"""Which advice a person has asked not to hear again, and where. The coach keeps nothing else, and never a text."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from etiquette.coach import CODES, SURFACES
from gurukool.lib.records import Record

PLACES = {
    "message": "in messages and feedback",
    "question": "in the questions of a preparation",
    "thank_you": "in thank-you notes",
    "feedback_reply": "in answers to feedback",
    "introduction": "in your introduction",
}
NAMES = {
    "job_request": "asking for a job",
    "letter_request": "asking for a letter",
    "heated": "a heated tone",
    "defensive": "defending oneself",
    "demanding": "a demanding tone",
    "vague": "asking without a matter",
    "closed_question": "questions that end with yes or no",
    "overlong": "length",
    "friend_request": "private networks",
    "no_thanks": "missing thanks",
    "no_outcome": "missing outcome",
    "language": "English",
}


class IgnoredAdviceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(person=user)

    def codes(self, user, surface) -> frozenset[str]:
        """What `user` does not want to hear of on this surface."""
        return frozenset(self.filter(person=user, surface=surface).values_list("code", flat=True))


class IgnoredAdvice(Record):
    """One code that one person does not want to hear of on one surface."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="ignored_advice")
    surface = models.CharField(max_length=20, choices=PLACES.items())
    code = models.CharField(max_length=20, choices=NAMES.items())

    objects = IgnoredAdviceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "ignored advice"
        ordering = ["surface", "code"]
        constraints = [
            models.UniqueConstraint(fields=["person", "surface", "code"], name="ignored_once"),
            models.CheckConstraint(condition=Q(surface__in=SURFACES, code__in=CODES), name="ignored_advice_exists"),
        ]

    def __str__(self):
        return f"{self.get_code_display()}, {self.get_surface_display()}"
