"""When a session was moved: what it was before, by whom, and why. Both people read it."""

from django.conf import settings
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models

from gurukool.lib.records import Record
from mentoring.models.sessions import Session


class Move(Record):
    """A session that took place at another hour than was booked; a swap is a move of each of the two."""

    meeting = models.ForeignKey(Session, models.CASCADE, related_name="moves")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    was = DateTimeRangeField("when it was before")
    reason = models.TextField()

    class Meta:
        ordering = ["created_at"]

    def __str__(self):
        return f"{self.meeting}, moved"

    @property
    def was_at(self):
        return self.was.lower
