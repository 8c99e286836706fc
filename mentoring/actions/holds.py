"""Second thoughts about a message that was sent and is not there yet (rule G5): take it back, move it, let it go."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from etiquette.occasions import forget, reopen
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import silences
from mentoring.actions.conversations import deliver
from mentoring.models import Message, News, User

ARRIVED = "This message has arrived, so it stays. A kind second line can still set things right."


@transaction.atomic
def undo(message: Message, by: User) -> None:
    """Take a message back before it arrives: message, duty, news and mail are as if it had never been; the author keeps the text.

    Raises Refused once it has arrived; PermissionDenied for anyone but its author.
    """
    _change(message, by, withdrawn_at=timezone.now())
    forget([message])
    News.objects.take_back(message)
    _unanswer(message)
    silences.goes_on(message)
    match = message.match
    if not match.messages.filter(author=by, withdrawn_at=None).exists():
        reopen("write_first", by=by, abouts=[match], since=message.created_at)


def _unanswer(reply: Message) -> None:
    """What the reply had answered waits for an answer again."""
    answered = list(reply.answers.all())
    for act in ("acknowledge", "answer"):
        reopen(act, by=reply.author, abouts=answered, since=reply.created_at)
    received = Case(When(received_at=F("answered_at"), then=Value(None)), default=F("received_at"))
    reply.answers.update(received_at=received, answered_at=None, answered_with=None)


@transaction.atomic
def move(message: Message, by: User, *, wait: timedelta) -> None:
    """Let a message that waits arrive after `wait` from now; none: at once. Refused once it has arrived."""
    _change(message, by, arrives_at=timezone.now() + wait)
    message.refresh_from_db(fields=["arrives_at"])
    at = message.arrives_at
    received = Case(When(received_at=F("answered_at"), then=Value(at)), default=F("received_at"))
    message.answers.update(received_at=received, answered_at=at)
    forget([message])
    News.objects.take_back(message)
    deliver(message)


def _change(message: Message, by: User, **facts) -> None:
    """One conditional update: only what has not arrived changes, whoever clicks at the same time."""
    policies.demand(policies.is_author, by, message)
    if not Message.objects.waiting().filter(pk=message.pk).update(**facts):
        raise Refused(ARRIVED)


def discard(match, by: User) -> None:
    """Throw away what was taken back; it was kept for its author alone."""
    policies.demand(policies.is_in_match, by, match)
    match.messages.filter(author=by).taken_back().delete()
