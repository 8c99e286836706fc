"""Whose turn it is in a conversation, and what stands in its thread: messages, and how each was taken."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.utils import timezone

from mentoring.models import Match, Message, User

AT_ONCE = 50


@dataclass(frozen=True)
class Turn:
    """Who writes next: nobody (None) once the match has ended, or a reader said that no answer is needed.

    `promised`: the moment by which whoever's turn it is has promised an answer. `begins`: nothing is written yet.
    """

    person: User | None
    promised: datetime | None = None
    begins: bool = False


@dataclass(frozen=True)
class Thread:
    """One row in a list of conversations, as `other`'s partner reads it."""

    match: Match
    other: User
    last: Message | None
    is_mine: bool
    turn: Turn
    moved_at: datetime

    @property
    def my_turn(self) -> bool:
        return self.turn.person is not None and self.turn.person != self.other


@dataclass(frozen=True)
class Line:
    """One row of a thread: a message, or (`by`, `says`) what its reader said of one."""

    at: datetime
    message: Message
    by: User | None = None
    says: str = ""


def turn_in(match: Match, last: Message | None) -> Turn:
    """Whose turn it is after the newest message that whoever looks may see; the mentee writes first (rule M2)."""
    if match.status != Match.Status.CONFIRMED:
        return Turn(None)
    if last is None:
        return Turn(match.mentee.person, begins=True)
    return Turn(None if last.closed_at else reader_of(last, match), last.promised_for)


def reader_of(message: Message, match: Match) -> User:
    """The one of the two who did not write it, without a query."""
    mentor, mentee = match.people
    return mentee if message.author_id == mentor.pk else mentor


def threads_of(me: User, *, only_live: bool = False) -> list[Thread]:
    """The conversations of a person, the one that moved last on top: two queries."""
    mine = Match.objects.between(me)
    matches = (mine.confirmed() if only_live else mine).order_by("-confirmed_at", "pk")[:AT_ONCE]
    newest = {message.match_id: message for message in Message.objects.newest_of(matches, me)}
    threads = [_thread(me, match, newest.get(match.pk)) for match in matches.with_people()]
    return sorted(threads, key=attrgetter("moved_at"), reverse=True)


def _thread(me: User, match: Match, last: Message | None) -> Thread:
    moved_at = last.arrives_at if last else match.confirmed_at
    return Thread(match, match.other(me), last, bool(last) and last.author_id == me.pk, turn_in(match, last), moved_at)


def lines(messages: list[Message], match: Match) -> list[Line]:
    """These messages of a match with what their readers said of them, by time. What an answer says anyway has no line."""
    now = timezone.now()
    said = [line for message in messages for line in _said(message, match) if line.at <= now]
    return sorted([*(Line(message.arrives_at, message) for message in messages), *said], key=attrgetter("at"))


def _said(message: Message, match: Match) -> list[Line]:
    reader = reader_of(message, match)
    facts = [
        (message.received_at if message.is_received_alone else None, "received"),
        (message.promised_at, "promised"),
        (message.closed_at, "closed"),
    ]
    return [Line(at, message, reader, says) for at, says in facts if at]
