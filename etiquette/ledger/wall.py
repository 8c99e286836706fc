"""The wall of thanks: a note stands there only while both, who wrote it and who received it, want it to."""

from django.utils import timezone

from etiquette.models import ThankYou
from gurukool.lib.refusals import Refused


def agree(note: ThankYou, *, by) -> None:
    """`by`, one of the two, is fine with everybody reading it. Raises Refused for others."""
    _set(note, by, timezone.now())


def withdraw(note: ThankYou, *, by) -> None:
    """`by`, one of the two, would rather not (any more); it is gone from the wall at once."""
    _set(note, by, None)


def _set(note: ThankYou, by, moment) -> None:
    if by.pk not in {note.sender_id, note.recipient_id}:
        raise Refused("Only the two people of a note decide who reads it.")
    column = "sender_shows_at" if by.pk == note.sender_id else "recipient_shows_at"
    ThankYou.objects.filter(pk=note.pk).update(**{column: moment})
