"""How well two people know each other by now: what a letter of recommendation waits for (rule M8)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from mentoring.models import Match, Session, User


@dataclass(frozen=True)
class Acquaintance:
    """Sessions held and full weeks since the match, each beside what the cohort asks for."""

    sessions: int
    sessions_needed: int
    weeks: int
    weeks_needed: int

    @property
    def sessions_missing(self) -> int:
        return max(0, self.sessions_needed - self.sessions)

    @property
    def weeks_missing(self) -> int:
        return max(0, self.weeks_needed - self.weeks)

    @property
    def is_enough(self) -> bool:
        return not (self.sessions_missing or self.weeks_missing)


def of(match: Match, now: datetime | None = None) -> Acquaintance:
    """One query. A match counts its weeks until it ended."""
    until = match.ended_at or now or timezone.now()
    held = match.sessions.filter(status=Session.Status.HELD).count()
    weeks = (until - match.confirmed_at) // timedelta(weeks=1) if match.confirmed_at else 0
    return Acquaintance(held, match.cohort.letter_sessions, weeks, match.cohort.letter_weeks)


def letter_is_open(match: Match, person: User) -> bool:
    """Whether this person may speak of a letter with the other by now: the coach is told, and keeps silent. At most one query."""
    return match.guest == person and of(match).is_enough
