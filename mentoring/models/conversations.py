"""The conversation of a match: one thread of messages."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.matching import Match


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Only the two people of the match; admins have no window into a conversation."""
        return self.filter(match__in=Match.objects.between(user))


class Message(Record):
    """A note inside a match's conversation, and how its reader took it."""

    match = models.ForeignKey(Match, models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages")
    text = models.TextField()
    received_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        indexes = [models.Index(fields=["match", "created_at"])]

    def __str__(self):
        return f"{self.author}'s message"

    def get_absolute_url(self):
        return f"{reverse('conversations:show', args=[self.match_id])}#message-{self.pk}"
