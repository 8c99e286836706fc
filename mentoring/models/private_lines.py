"""A private line to the admins, written beside feedback: the other side never sees it, nor that there is one."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.cohorts import Cohort
from mentoring.models.feedback import Feedback


class PrivateLineQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who wrote it, and admins; never the one it may be about, an admin or not."""
        return self.exclude(feedback__recipient=user) if user.is_staff else self.filter(author=user)

    def unseen(self):
        return self.filter(seen_at=None)

    def with_people(self):
        return self.select_related("author", "seen_by", "feedback__recipient", "feedback__meeting", "cohort")


class PrivateLine(Record):
    """What somebody tells the admins of a cohort, and nobody else, with the feedback they wrote it beside."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="private_lines")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="private_lines")
    feedback = models.OneToOneField(Feedback, models.CASCADE, related_name="private_line")
    text = models.TextField()
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = PrivateLineQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [models.CheckConstraint(name="private_lines_say_something", condition=~Q(text=""))]

    def __str__(self):
        return f"a private line of {self.author}"

    def get_absolute_url(self):
        return reverse("feedback:line", args=[self.pk])
