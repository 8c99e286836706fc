"""What the other of the two says about a goal or a plan."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from gurukool.lib.records import Record
from mentoring.models.development import Goal
from mentoring.models.plans import Plan


class Comment(Record):
    """A few lines beneath a goal or a plan, read by who may read that."""

    goal = models.ForeignKey(Goal, models.CASCADE, null=True, blank=True, related_name="comments")
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, blank=True, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    text = models.TextField()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                name="comment_is_about_one_thing",
                condition=Q(goal__isnull=True, plan__isnull=False) | Q(goal__isnull=False, plan__isnull=True),
            )
        ]

    def __str__(self):
        return f"{self.author} on {self.goal or self.plan}"
