"""One page of a conversation, and what its composer starts with."""

from dataclasses import dataclass

from django.db.models import QuerySet

from gurukool.lib.paging import is_key
from mentoring.correspondence import citing
from mentoring.models import Match, Message, MessageDraft, User
from mentoring.selectors import turns
from mentoring.selectors.turns import AT_ONCE, Line, Turn


@dataclass(frozen=True)
class ThreadPage:
    """Messages in reading order, and their `lines`: with what readers said of them.

    `older`: the message that older ones come before; None on the first page. `hard`: its reader found one hard to read, and
    has not answered it. `taken_back`: what `me` took back and has not sent again. `begins`: it is for `me` to write first.
    """

    thread: list[Message]
    lines: list[Line]
    turn: Turn
    older: Message | None
    begins: bool
    hard: bool
    taken_back: Message | None


def page_of(match: Match, me: User, thread: QuerySet, last: Message | None = None) -> ThreadPage:
    """The newest page of `thread` (messages of the match that `me` may read, newest first), in two queries.

    `last`: the newest message of all, where the page is an older one.
    """
    found = list(thread.with_files()[: AT_ONCE + 1])
    shown = [message for message in found[:AT_ONCE] if not message.withdrawn_at]
    last = last or (shown[0] if shown else None)
    return ThreadPage(
        thread=shown[::-1],
        lines=turns.lines(shown[::-1], match),
        turn=turns.turn_in(match, last),
        older=shown[-1] if len(found) > AT_ONCE else None,
        begins=match.mentee.person == me and not any(message.author_id == me.pk for message in shown),
        hard=any(message.hard_at and message.author_id != me.pk and not message.answered_at for message in shown),
        taken_back=next((message for message in found if message.withdrawn_at), None),
    )


def draft_in(match: Match, me: User) -> MessageDraft | None:
    """What `me` has begun to write there."""
    return MessageDraft.objects.visible_to(me).filter(match=match).first()


def citation(match: Match, me: User, key: str, passage: str) -> str:
    """The words of a message of this match that `me` may read, as the beginning of an answer; empty for any other."""
    found = match.messages.readable_by(me).filter(withdrawn_at=None, pk=key).first() if is_key(key) else None
    return citing.cited(found.text, passage) if found else ""
