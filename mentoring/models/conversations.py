"""The conversation of a match: one thread of messages."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchVector
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from gurukool.lib.records import Record
from mentoring.models.matching import Match

MOST_WORDS = 10_000
ENGLISH = "english"  # the language whose endings a search ignores; words of others are found as they stand
WORDS = SearchVector("text", config=ENGLISH)
MARK_FROM, MARK_TO = "\ue000", "\ue001"  # around what was found; nobody types them
UNDO = timedelta(seconds=60)  # how long a message waits at least, so that its author can take it back


def validate_length(text: str) -> None:
    """Refuse what nobody reads in a message."""
    words = len(text.split())
    if words > MOST_WORDS:
        raise ValidationError(
            f"This has {words:,} words and a message takes {MOST_WORDS:,}. Please shorten it, or share it as a document and send the link."
        )


def this_moment():
    return timezone.now()


class MessageQuerySet(models.QuerySet):
    def readable_by(self, user):
        """What `user` may see in conversations of theirs: their own from the start, the other's once it has arrived."""
        return self.filter(Q(author=user) | Q(withdrawn_at=None, arrives_at__lte=timezone.now()))

    def visible_to(self, user):
        """Only the two people of the match; admins have no window into a conversation."""
        return self.filter(match__in=Match.objects.between(user)).readable_by(user)

    def to(self, user):
        """Messages written to `user`."""
        return self.visible_to(user).exclude(author=user)

    def arrived(self):
        return self.filter(withdrawn_at=None, arrives_at__lte=timezone.now())

    def waiting(self):
        """Sent, and not there yet: only these can be taken back."""
        return self.filter(withdrawn_at=None, arrives_at__gt=timezone.now())

    def taken_back(self):
        return self.filter(withdrawn_at__isnull=False)

    def with_files(self):
        return self.prefetch_related("attachments")

    def with_people(self):
        return self.select_related("author", "match__cohort", "match__mentor__person", "match__mentee__person")

    def unanswered(self):
        """Neither answered nor laid to rest by “no answer is needed”."""
        return self.filter(answered_at__isnull=True, closed_at__isnull=True)

    def newest_of(self, matches, reader):
        """The newest message of each of `matches` that `reader` may see: one index probe a match, however long they talked."""
        seen = Message.objects.filter(match=OuterRef("pk"), withdrawn_at=None).readable_by(reader)
        return self.filter(pk__in=matches.annotate(newest=Subquery(seen.newest_first().values("pk")[:1])).values("newest"))

    def before(self, message):
        """What arrived earlier than `message`."""
        return self.filter(Q(arrives_at__lt=message.arrives_at) | Q(arrives_at=message.arrives_at, pk__lt=message.pk))

    def until(self, message):
        """What is there up to `message`, and itself."""
        return self.filter(Q(arrives_at__lt=message.arrives_at) | Q(arrives_at=message.arrives_at, pk__lte=message.pk))

    def with_words(self, words):
        """Those that hold these words (as a web search reads them), each with an `excerpt` around them; by an index."""
        query = SearchQuery(words, config=ENGLISH, search_type="websearch")
        marks = {"start_sel": MARK_FROM, "stop_sel": MARK_TO, "max_fragments": 2, "max_words": 24, "min_words": 8}
        return self.annotate(words=WORDS).filter(words=query).annotate(excerpt=SearchHeadline("text", query, config=ENGLISH, **marks))

    def newest_first(self):
        return self.order_by("-arrives_at", "-pk")


class Message(Record):
    """A note inside a match's conversation, and how its reader took it.

    It is there for its reader from `arrives_at` on; until then its author may take it back, which leaves the text with them.
    """

    match = models.ForeignKey(Match, models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages")
    text = models.TextField(validators=[validate_length])
    arrives_at = models.DateTimeField(default=this_moment)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateTimeField(null=True, blank=True)
    promised_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField("its reader said that no answer is needed at", null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_with = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="answers")
    broke_silence_since = models.DateTimeField("the last word before it, while it may be taken back", null=True, blank=True)
    broke_silence_after = models.PositiveSmallIntegerField("how many had been asked about the silence", default=0)
    hard_at = models.DateTimeField("its reader found it hard at", null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["arrives_at"]
        indexes = [models.Index(fields=["match", "arrives_at"], name="message_thread"), GinIndex(WORDS, name="message_words")]
        constraints = [
            models.CheckConstraint(
                name="what_arrived_stays",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__lt=F("arrives_at")),
                violation_error_message="This message has arrived, so it cannot be taken back.",
            ),
        ]

    def __str__(self):
        return f"{self.author}'s message"

    def get_absolute_url(self):
        return f"{reverse('conversations:show', args=[self.match_id])}#message-{self.pk}"

    @property
    def is_waiting(self):
        """Sent, and still with its author alone."""
        return self.withdrawn_at is None and self.arrives_at > timezone.now()

    @property
    def is_held(self):
        """Waits for longer than the minute of every message."""
        return self.is_waiting and self.arrives_at - self.created_at > 2 * UNDO

    @property
    def is_received(self):
        """Its reader has said so, or has answered, and the answer is there."""
        return self.received_at is not None and self.received_at <= timezone.now()

    @property
    def is_received_alone(self):
        """Its reader has said so by a word of its own: not by the answer, nor by a promise or “no answer is needed”."""
        return self.received_at is not None and self.received_at not in {self.answered_at, self.promised_at, self.closed_at}

    @property
    def promised_for(self):
        """When an answer is promised by, as long as it has not come."""
        return None if self.answered_at else self.answer_by
