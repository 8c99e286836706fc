"""Keeping what somebody is writing, until it is sent."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.models import Match, MessageDraft, User

ON_THE_WAY = timedelta(minutes=5)  # how late a saving may come in, after the same text was sent


@transaction.atomic
def keep(match: Match, by: User, *, text: str) -> MessageDraft | None:
    """Keep what is written so far, instead of what was; nothing written keeps nothing (None), nor does what has just been sent.

    Raises Refused once the match has ended; PermissionDenied unless `by` is one of the two.
    """
    policies.demand(policies.is_in_match, by, match)
    if not policies.can_converse(by, match):
        raise Refused("This match has ended, so nothing more is kept here.")
    if not text.strip() or _is_just_sent(match, by, text):
        discard(match, by)
        return None
    return MessageDraft.objects.update_or_create(match=match, person=by, defaults={"text": text})[0]


def _is_just_sent(match: Match, by: User, text: str) -> bool:
    lately = match.messages.filter(author=by, withdrawn_at=None, created_at__gt=timezone.now() - ON_THE_WAY)
    return text.strip() in set(lately.values_list("text", flat=True))


def discard(match: Match, by: User) -> None:
    """Forget the draft: it is sent, or thrown away."""
    MessageDraft.objects.filter(match=match, person=by).delete()
