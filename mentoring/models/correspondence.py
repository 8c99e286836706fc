"""Mails that came in: one row each, so that a mail delivered twice is put into a conversation once."""

from django.conf import settings
from django.db import models

from gurukool.lib.records import Record
from mentoring.models.conversations import Message


class InboundMail(Record):
    """What became of a mail. Its text is not kept here: it is in the message, or went back to its author."""

    class Outcome(models.TextChoices):
        POSTED = "posted", "in the conversation"
        REFUSED = "refused", "sent back with a reason"
        IGNORED = "ignored", "written by a machine"

    key = models.CharField(max_length=64, unique=True, help_text="The same for a mail that is delivered twice.")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="inbound_mails")
    message = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "created_at"])]

    def __str__(self):
        return f"a mail of {self.person}, {self.get_outcome_display()}"
