"""What a session adds to a person's reliability record, and takes back from it."""

from datetime import datetime

from etiquette.occasions import note, take_back_note
from mentoring.models import Role, Session, User


def late_change(meeting: Session, by: User, at: datetime) -> None:
    """They moved it at short notice."""
    _note("late_change", meeting, by, at)


def late_cancellation(meeting: Session, by: User, at: datetime) -> None:
    """They cancelled it at short notice."""
    _note("late_cancellation", meeting, by, at)


def no_show(meeting: Session, person: User) -> None:
    """They did not come."""
    _note("no_show", meeting, person, meeting.starts_at)


def no_show_after_all(meeting: Session, person: User) -> None:
    """It is not certain, or not so: nothing of it stays in their record."""
    take_back_note("no_show", person=person, about=meeting)


def _note(kind: str, meeting: Session, person: User, at: datetime) -> None:
    role = Role.MENTOR if person == meeting.host else Role.MENTEE
    note(kind, person=person, about=meeting, at=at, role=role.value, scope=meeting.cohort_id)
