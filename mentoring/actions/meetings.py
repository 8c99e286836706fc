"""What happens by itself around sessions: asking for a preparation, asking whether they met, assuming so after a while."""

from datetime import timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from etiquette.occasions import Happening, Owes, happened, happened_for_all, waive
from mentoring.actions import attendance
from mentoring.actions.owing import both_sides
from mentoring.actions.sessions import settle
from mentoring.models import Preparation, Session

ASSUMED_HELD_AFTER = timedelta(hours=48)
PREPARED_WITHIN = timedelta(days=7)
BATCH = 100


def ask_to_prepare() -> int:
    """Raise what is owed for the sessions of a series that come within a week; says how many those are. Safe to run twice at once."""
    now = timezone.now()
    ready = Preparation.objects.filter(meeting=OuterRef("pk"), ready_at__isnull=False)
    coming = Session.objects.ahead(now).filter(~Exists(ready), series__isnull=False, during__startswith__lte=now + PREPARED_WITHIN)
    found = list(coming.with_people().order_by("cohort", "pk"))
    for cohort, those in groupby(found, key=lambda meeting: meeting.cohort_id):
        happenings = [Happening(meeting, meeting.starts_at, both_sides(meeting)) for meeting in those]
        happened_for_all("session_booked", happenings, scope=cohort)
    return len(found)


def ask_whether_they_met() -> int:
    """Raise the question, once, for every booked session that is over; says how many. Safe to run twice at once."""
    over = Session.objects.booked().over(timezone.now()).filter(asked_at__isnull=True)
    return _for_each(over, _ask)


def assume_held() -> int:
    """Settle as held what nobody answered within 48 hours of its end; says how many. Safe to run twice at once."""
    unanswered = Session.objects.booked().over(timezone.now() - ASSUMED_HELD_AFTER)
    return _for_each(unanswered, _assume)


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


def _assume(meeting: Session) -> None:
    if meeting.is_group:
        attendance.settle(meeting, by=None, came=meeting.guests)
    else:
        settle(meeting, by=None, missing=[])


def _ask(meeting: Session) -> None:
    waive(about=meeting)  # too late to prepare, or to read a brief
    if not meeting.is_group:
        happened("session_ended", about=meeting, at=meeting.ends_at, people=both_sides(meeting), scope=meeting.cohort)
    elif meeting.guests:
        happened("group_ended", about=meeting, at=meeting.ends_at, people=[Owes("host", meeting.host)], scope=meeting.cohort)
    Session.objects.filter(pk=meeting.pk).update(asked_at=timezone.now())
