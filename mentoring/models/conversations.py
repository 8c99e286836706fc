"""The conversation of a match: one thread of messages."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.matching import Match

MOST_WORDS = 10_000


def validate_length(text: str) -> None:
    """Refuse what nobody reads in a message."""
    words = len(text.split())
    if words > MOST_WORDS:
        raise ValidationError(
            f"This has {words:,} words and a message takes {MOST_WORDS:,}. Please shorten it, or share it as a document and send the link."
        )


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Only the two people of the match; admins have no window into a conversation."""
        return self.filter(match__in=Match.objects.between(user))

    def to(self, user):
        """Messages written to `user`."""
        return self.visible_to(user).exclude(author=user)

    def with_people(self):
        return self.select_related("author", "match__cohort", "match__mentor__person", "match__mentee__person")

    def unanswered(self):
        return self.filter(answered_at__isnull=True)

    def newest_of(self, matches):
        """The newest message of each of `matches`: one index probe a match, however long they talked."""
        newest = Message.objects.filter(match=OuterRef("pk")).newest_first().values("pk")[:1]
        return self.filter(pk__in=matches.annotate(newest=Subquery(newest)).values("newest"))

    def before(self, message):
        """What was written earlier than `message`."""
        return self.filter(Q(created_at__lt=message.created_at) | Q(created_at=message.created_at, pk__lt=message.pk))

    def newest_first(self):
        return self.order_by("-created_at", "-pk")


class Message(Record):
    """A note inside a match's conversation, and how its reader took it."""

    match = models.ForeignKey(Match, models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages")
    text = models.TextField(validators=[validate_length])
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

    @property
    def promised_for(self):
        """When an answer is promised by, as long as it has not come."""
        return None if self.answered_at else self.answer_by
