"""What happens by itself to sessions that are over: asking whether they met, assuming so after a while."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from etiquette.occasions import happened, waive
from mentoring.actions.owing import both_sides
from mentoring.actions.sessions import settle
from mentoring.models import Session

ASSUMED_HELD_AFTER = timedelta(hours=48)
BATCH = 100


def ask_whether_they_met() -> int:
    """Raise the question, once, for every booked session that is over; says how many. Safe to run twice at once."""
    over = Session.objects.booked().over(timezone.now()).filter(asked_at__isnull=True)
    return _for_each(over, _ask)


def assume_held() -> int:
    """Settle as held what nobody answered within 48 hours of its end; says how many. Safe to run twice at once."""
    unanswered = Session.objects.booked().over(timezone.now() - ASSUMED_HELD_AFTER)
    return _for_each(unanswered, lambda meeting: settle(meeting, by=None, missing=[]))


def _for_each(sessions, act) -> int:
    """Run `act` on each row, in batches that other workers skip."""
    done = 0
    while True:
        with transaction.atomic():
            batch = list(sessions.with_people().select_for_update(skip_locked=True, of=("self",)).order_by("pk")[:BATCH])
            for meeting in batch:
                act(meeting)
        done += len(batch)
        if len(batch) < BATCH:
            return done


def _ask(meeting: Session) -> None:
    waive(about=meeting)  # too late to prepare, or to read a brief
    happened("session_ended", about=meeting, at=meeting.ends_at, people=both_sides(meeting), scope=meeting.cohort)
    Session.objects.filter(pk=meeting.pk).update(asked_at=timezone.now())
