"""A message while it is being written."""

from django.conf import settings
from django.db import models

from gurukool.lib.records import Record
from mentoring.models.matching import Match


class MessageDraftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Its author's alone: nobody is shown what somebody thinks of writing."""
        return self.filter(person=user)


class MessageDraft(Record):
    """What one person has written so far in one conversation, and not sent."""

    match = models.ForeignKey(Match, models.CASCADE, related_name="drafts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="message_drafts")
    text = models.TextField()
    saved_at = models.DateTimeField(auto_now=True)

    objects = MessageDraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["match", "person"], name="one_draft_in_a_conversation")]

    def __str__(self):
        return f"{self.person}'s draft"
