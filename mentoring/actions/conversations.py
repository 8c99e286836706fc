"""Writing to each other, and letting the other know that it arrived (rule G1)."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from etiquette import outbox
from etiquette.mailing import signed
from etiquette.occasions import Owes, discharge, discharge_all, happened
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import attachments, message_drafts, silences
from mentoring.correspondence import MARKER, ReplyTo, reply_address
from mentoring.intake.attachments import Enclosed
from mentoring.models import Match, Message, News, User

RECEIPT = "receipt"
LAST_MOMENT = timedelta(seconds=5)  # the mail goes this much after the message arrives: an undo at the last moment finds it unsent


@transaction.atomic
def write(
    match: Match, by: User, *, text: str, files: Sequence[Enclosed] = (), token: uuid.UUID | None = None, wait: timedelta = timedelta()
) -> Message:
    """Send a message; it arrives after `wait`, until when its author may take it back. It answers all the other has written so far.

    `token` names the page it was written on: the same text and files sent twice from one page are one message.
    Raises Refused once the match has ended; PermissionDenied unless `by` is one of the two.
    """
    _while_it_lasts(match, by)
    key = uuid.uuid5(token or uuid.uuid4(), f"{match.pk}:{by.pk}:{text}{attachments.fingerprint(files)}")
    facts = {"match": match, "author": by, "text": text, "arrives_at": timezone.now() + wait}
    if wait:
        match.messages.filter(pk=key).taken_back().delete()
    message, is_new = Message.objects.get_or_create(pk=key, defaults=facts)
    if wait:
        _empty_the_composer(message)
    if is_new:
        attachments.attach(message, files)
        _answer_what_came_before(message)
        discharge("write_first", by=by, about=match)
        silences.broken_by(message)
        deliver(message)
    return message


def _empty_the_composer(message: Message) -> None:
    """What was taken back, or drafted, stood there; its files go along again."""
    before = Message.objects.filter(match=message.match_id, author=message.author_id).taken_back()
    attachments.take_over(message, before)
    before.delete()
    message_drafts.discard(message.match, message.author)


def _while_it_lasts(match: Match, by: User) -> None:
    policies.demand(policies.is_in_match, by, match)
    if not policies.can_converse(by, match):
        raise Refused("This match has ended, so no more messages go through it. The programme's admins can pass on a last word.")


def _answer_what_came_before(reply: Message) -> None:
    """What the author could read by now is answered, as of the moment at which the reply is there."""
    earlier = Message.objects.filter(match=reply.match_id).exclude(author=reply.author_id).arrived().unanswered().before(reply)
    answered = list(earlier.select_for_update())
    then = reply.arrives_at
    found = Message.objects.filter(pk__in=[message.pk for message in answered])
    found.update(received_at=Coalesce("received_at", then), answered_at=then, answered_with=reply)
    discharge_all("acknowledge", by=reply.author, abouts=[message for message in answered if message.received_at is None])
    discharge_all("answer", by=reply.author, abouts=[message for message in answered if message.answer_by])


def deliver(message: Message) -> None:
    """Write the duty, the line of news and the mail that tell its reader, each to be seen once the message is there."""
    match, author, at = message.match, message.author, message.arrives_at
    recipient, waits = match.other(author), message.is_waiting
    owes = Owes("recipient", recipient, to=author, since=at if waits else None)
    happened("message_sent", about=message, at=at, people=[owes], scope=match.cohort_id)
    News.objects.tell(recipient, "message", f"{author.name} wrote to you.", message, at=at if waits else None)
    facts = {"message": message, "author": author, "files": [file.name for file in message.attachments.all()]}
    facts |= {
        "url": receipt_url(message, recipient),
        "button": "Received",
        "answer_url": reverse("conversations:answer", args=[message.pk]),
    }
    facts |= {"marker": MARKER if settings.REPLY_DOMAIN else ""}
    where = {"key": f"message:{message.pk}:arrived", "reply_to": _reply_address(message, recipient), "link": message.get_absolute_url()}
    when = {"not_before": at + LAST_MOMENT if waits else None}
    outbox.post("message", to=recipient, template="mentoring/email/message", context=facts, about=message, **where, **when)


def receipt_url(message: Message, reader: User) -> str:
    """Where the reader says “Received” without signing in."""
    return reverse("conversations:receipt", args=[signed.sign(RECEIPT, person=reader, about=message)])


def _reply_address(message: Message, reader: User) -> str:
    """Where the reader answers by mail; empty in an installation that takes no mail."""
    if not settings.REPLY_DOMAIN:
        return ""
    return reply_address(ReplyTo(message.pk, reader.pk), domain=settings.REPLY_DOMAIN, secret=settings.SECRET_KEY)


@transaction.atomic
def receive(message: Message, by: User) -> None:
    """Say “Received”. Said twice, the first time counts. Raises PermissionDenied unless it was written to `by`."""
    policies.demand(policies.can_answer_message, by, message)
    Message.objects.filter(pk=message.pk, received_at__isnull=True).update(received_at=timezone.now())
    discharge("acknowledge", by=by, about=message)


@transaction.atomic
def promise(message: Message, by: User, *, answer_by: datetime) -> None:
    """Promise an answer by a moment, which the author sees; promising again moves the date.

    Raises Refused when it is answered already or the match has ended; PermissionDenied unless it was written to `by`.
    """
    policies.demand(policies.can_answer_message, by, message)
    _while_it_lasts(message.match, by)
    unanswered, now = Message.objects.filter(pk=message.pk).unanswered(), timezone.now()
    if not unanswered.update(answer_by=answer_by, promised_at=now, received_at=Coalesce("received_at", now)):
        raise Refused("You have answered this message already, so there is nothing left to promise.")
    discharge("acknowledge", by=by, about=message)
    people = [Owes("recipient", by, to=message.author)]
    happened("answer_promised", about=message, at=answer_by, people=people, scope=message.match.cohort_id)


@transaction.atomic
def close_turn(match: Match, by: User) -> None:
    """Say that what the other wrote needs no answer: it counts as received, nothing is owed, and it is nobody's turn.

    Raises Refused where an answer is promised, or there is nothing to answer; PermissionDenied unless `by` is one of the two.
    """
    _while_it_lasts(match, by)
    waiting = list(match.messages.arrived().exclude(author=by).unanswered().select_for_update())
    if any(message.answer_by for message in waiting):
        raise Refused("You have promised an answer, so somebody waits for it. A line is enough, or move the day.")
    if not waiting:
        raise Refused("There is nothing here that waits for your answer.")
    now = timezone.now()
    match.messages.filter(pk__in=[message.pk for message in waiting]).update(closed_at=now, received_at=Coalesce("received_at", now))
    discharge_all("acknowledge", by=by, abouts=waiting)


def mark_hard(message: Message, by: User, *, is_hard: bool) -> None:
    """Note, for its reader alone, that a message was hard to read: the answer to it starts calmly (rule G7)."""
    policies.demand(policies.can_answer_message, by, message)
    Message.objects.filter(pk=message.pk).update(hard_at=timezone.now() if is_hard else None)
