"""How a mentee grows: where they stand and what they expect, and their goals."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.cohorts import Enrolment
from mentoring.models.matching import Match


class SelfAssessmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Nobody but the one who wrote it: the two texts are shown to the other of the match, the scales never."""
        return self.filter(place__person=user)


class SelfAssessment(Record):
    """Where somebody sees themselves at the start, half-way and at the end (rule M1), and what they expect."""

    class Taken(models.TextChoices):
        START = "start", "at the start"
        MIDPOINT = "midpoint", "half-way"
        END = "end", "at the end"

    place = models.ForeignKey(Enrolment, models.CASCADE, related_name="self_assessments")
    taken = models.CharField(max_length=8, choices=Taken)
    scores = models.JSONField(default=dict, help_text="Statement → 1 to 7.")
    skills = models.JSONField(default=list, help_text="[name, 1 to 7]: skills of one's own naming.")
    brings = models.TextField("what I bring")
    expects = models.TextField("what I expect")

    objects = SelfAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "taken"], name="one_self_assessment_each_time", violation_error_message="You have done this one already."
            )
        ]

    def __str__(self):
        return f"How {self.place.person} sees themselves {self.get_taken_display()}"

    def get_absolute_url(self):
        return reverse("development:assess", args=[self.place_id])


class GoalQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=Goal.Status.OPEN)

    def visible_to(self, user):
        """The mentee's own; and those of the mentees they are matched with as mentor."""
        mentored = Match.objects.confirmed().filter(mentor__person=user).values("mentee")
        return self.filter(Q(place__person=user) | Q(place__in=mentored))


class Goal(Record):
    """What a mentee works towards; theirs alone to set and to change (rule M2). The mentor reads it."""

    class Status(models.TextChoices):
        OPEN = "open", "working on it"
        REACHED = "reached", "reached"
        DROPPED = "dropped", "let go"

    class Progress(models.IntegerChoices):
        BEFORE = 0, "not begun"
        BEGUN = 1, "first steps"
        HALFWAY = 2, "half-way"
        NEARLY = 3, "nearly there"

    place = models.ForeignKey(Enrolment, models.CASCADE, related_name="goals")
    text = models.CharField("goal", max_length=300)
    status = models.CharField(max_length=7, choices=Status, default=Status.OPEN)
    progress = models.PositiveSmallIntegerField("how far I am", choices=Progress, default=Progress.BEFORE)
    evidence = models.TextField("how one can tell", blank=True)
    link = models.URLField("a link that shows it", blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("development:goal", args=[self.pk])
