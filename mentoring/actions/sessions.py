"""Booking a session, cancelling it, saying whether it took place."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from etiquette.occasions import discharge, happened, waive
from gurukool.lib.locks import lock_people
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import feedback_requests, freetime, incidents, invitations, rooms, silences
from mentoring.actions.clashes import refused_politely
from mentoring.actions.owing import both_sides
from mentoring.models import Attendance, Kind, Match, Series, Session, User
from mentoring.selectors import diary, kinds, pairs
from mentoring.selectors.pairs import Pair


def book(pair: Pair, start: datetime, by: User, minutes: int | None = None, kind: Kind | None = None) -> Session:
    """Book the slot of a match, or of an open hour, that begins at `start` (aware) and invite both; `minutes` long, or as usual.

    A repeated call returns the session that exists. Raises Refused when the slot is gone, too soon,
    over the weekly limit or of a kind the mentor does not give, or the mentee has not looked at themselves yet;
    PermissionDenied unless `by` may book. Who comes after the hour was taken hears it without queueing for the lock; who
    queued for it hears it first thing under the lock, so that the line moves on.
    """
    policies.demand(policies.can_book, by, pair)
    _refuse_taken(pair, start)
    with refused_politely(), transaction.atomic():
        lock_people([person.pk for person in pair.people])
        _refuse_taken(pair, start)
        pair = pairs.as_it_is_now(pair)
        policies.demand(policies.can_book, by, pair)
        refuse_unready(pair, by)
        return _already_booked(pair, start) or _book(pair, start, by, minutes, kind)


def refuse_unready(pair: Pair, by: User) -> None:
    """Raise Refused for a mentee who has not looked at themselves yet (rule M1)."""
    if not policies.is_ready_to_book(by, pair):
        raise Refused("Please look at yourself first, it takes ten minutes: write down where you stand and what you expect.")


def _refuse_taken(pair: Pair, start: datetime) -> None:
    if diary.is_taken(pair, start):
        raise Refused(diary.TAKEN)


def _already_booked(pair: Pair, start: datetime) -> Session | None:
    return pair.sessions.booked().filter(host=pair.host, during__startswith=start).with_people().first()


def _book(pair: Pair, start: datetime, by: User, minutes: int | None, kind: Kind | None) -> Session:
    refuse_not_given(pair, kind)
    length = length_of(pair, minutes, kind)
    refuse_unbookable(pair, start, length)
    meeting = arrange(pair, (start, start + length), by, kind)
    freetime.refresh(meeting.people)
    return meeting


def length_of(pair: Pair, minutes: int | None, kind: Kind | None) -> timedelta:
    """How long a session will be: as asked for, where that is on offer; else as usual for its kind."""
    lengths = diary.lengths(pair, kind)
    return timedelta(minutes=minutes if minutes in lengths else lengths[0])


def arrange(
    pair: Pair, during: tuple[datetime, datetime], by: User, kind: Kind | None, series: Series | None = None, *, ask: bool = True
) -> Session:
    """Write a session that was checked, with its seats and mails; `ask`: and what is owed for it now.

    The caller holds the lock, and refreshes free time.
    """
    match = pair if isinstance(pair, Match) else None
    facts = {"match": match, "format": Session.Format.MATCHED if match else Session.Format.OPEN, "kind": kind, "series": series}
    facts |= {"booked_by": by, "during": during, "room_link": rooms.of(pair.host)}
    meeting = Session.objects.create(cohort=pair.cohort, host=pair.host, **facts)
    _seat(meeting, pair)
    meeting = Session.objects.with_people().get(pk=meeting.pk)
    invitations.send_invitations(meeting)
    if match:
        discharge("book", by=by, about=match)
    if ask:
        happened("session_booked", about=meeting, at=meeting.starts_at, people=both_sides(meeting), scope=meeting.cohort)
    if match:
        silences.broken(match, by, at=meeting.created_at)
    return meeting


def refuse_not_given(pair: Pair, kind: Kind | None) -> None:
    """Raise Refused for a kind the mentor does not give, or the cohort no longer offers."""
    if kind and kind not in kinds.offered(pair):
        raise Refused(f"{pair.host.name} gives no “{kind}” at the moment. Please pick another kind of session.")


def refuse_unbookable(pair: Pair, start: datetime, length: timedelta, *, by_host=False, leaving_out: Session | None = None) -> None:
    """Raise Refused, with what to do instead, unless the hour can be booked; `leaving_out` a session about to be moved there."""
    cohort, now = pair.cohort, timezone.now()
    if start > cohort.ends_at:
        raise Refused(f"{cohort.name} ends on {cohort.ends_on:%-d %B %Y}: please pick an hour before that.")
    if start < now:
        raise Refused("This hour is over already. Please pick a later one.")
    if start < now + timedelta(hours=cohort.notice_hours) and not by_host:
        raise Refused(f"Please give {pair.host.name} at least {cohort.notice_hours} hours: pick a later time.")
    if diary.sessions_in_week(pair, start, leaving_out=[leaving_out] if leaving_out else []) >= pair.sessions_per_week:
        raise Refused("The sessions of that week are already booked. Please pick another week, or cancel the other one first.")
    if reason := diary.refusal(pair, start, length=length, by_host=by_host, leaving_out=leaving_out):
        raise Refused(reason)


def _seat(meeting: Session, pair: Pair) -> None:
    seats = [(pair.host, Attendance.Role.HOST), (pair.guest, Attendance.Role.GUEST)]
    Attendance.objects.bulk_create(Attendance(meeting=meeting, person=person, role=role, during=meeting.during) for person, role in seats)


@transaction.atomic
def cancel(meeting: Session, by: User, reason: str) -> None:
    """Cancel a coming session: duties waived, unsent mail withdrawn, a calendar CANCEL for both.

    Raises Refused when it was cancelled or held meanwhile; PermissionDenied unless `by` attends it.
    """
    policies.demand(policies.is_one_of_two, by, meeting)
    cancel_for(meeting, by, reason)


def cancel_for(meeting: Session, by: User, reason: str) -> None:
    """Call it off as one of the two, inside a transaction; short notice goes into their record."""
    call_off(meeting, by, reason)
    if meeting.is_short_notice:
        incidents.late_cancellation(meeting, by, meeting.cancelled_at)


def call_off(meeting: Session, by: User | None, reason: str) -> None:
    """What cancelling does; to be called inside a transaction, by whoever may (`by` is None when nobody in person did)."""
    lock_people([person.pk for person in meeting.people])
    now = timezone.now()
    facts = {"status": Session.Status.CANCELLED, "cancelled_by": by, "cancel_reason": reason, "cancelled_at": now}
    if not Session.objects.ahead(now).filter(pk=meeting.pk).update(sequence=F("sequence") + 1, **facts):
        raise Refused("This session can no longer be cancelled: it has begun, or was cancelled already.")
    taking_part = Attendance.objects.filter(meeting=meeting, status=Attendance.Status.ACTIVE)
    taking_part.update(status=Attendance.Status.CANCELLED, sequence=F("sequence") + 1)
    meeting.refresh_from_db(fields=["sequence", "during", *facts])  # it may have been moved since the page was shown
    freetime.refresh(meeting.people)
    waive(about=meeting)
    invitations.send_cancellations(meeting)


@transaction.atomic
def settle(meeting: Session, by: User | None, missing: list[User]) -> None:
    """Say how a session that is over went: `missing` is empty when it was held.

    `by` is None when nobody answered in time and it is assumed held; what was only assumed, either side may
    still correct for two weeks. Raises Refused when somebody has said it already; PermissionDenied for others.
    """
    if by is not None:
        policies.demand(policies.is_one_of_two, by, meeting)
    was_assumed = meeting.is_assumed
    status, now = Session.Status.MISSED if missing else Session.Status.HELD, timezone.now()
    if not Session.objects.to_settle(now).filter(pk=meeting.pk).update(status=status, settled_at=now, settled_by=by):
        raise Refused("Somebody has already said whether you met, or the session is not over yet.")
    meeting.refresh_from_db(fields=["status", "settled_at", "settled_by"])
    _note_attendance(meeting, missing)
    if missing or not was_assumed:
        _close_what_it_asked(meeting, by)
        _ask_for_thanks(meeting)


def hold_after_all(meeting: Session) -> None:
    """Once nobody is missing any more, it was held, and thanks are in order; inside a transaction."""
    if meeting.attendances.filter(came=False).exists():
        return
    if Session.objects.filter(pk=meeting.pk, status=Session.Status.MISSED).update(status=Session.Status.HELD):
        meeting.status = Session.Status.HELD
        _ask_for_thanks(meeting)


def _ask_for_thanks(meeting: Session) -> None:
    if meeting.status == Session.Status.HELD:
        feedback_requests.offer_first(meeting)
        happened("session_held", about=meeting, at=meeting.settled_at, people=both_sides(meeting), scope=meeting.cohort)


def _note_attendance(meeting: Session, missing: list[User]) -> None:
    meeting.attendances.filter(person__in=missing).update(came=False)
    meeting.attendances.exclude(person__in=missing).update(came=True)
    for person in missing:
        incidents.no_show(meeting, person)


def _close_what_it_asked(meeting: Session, by: User | None) -> None:
    """The one who answered has done it; nobody else need answer, prepare or read any more."""
    if by is not None:
        discharge("settle", by=by, about=meeting)
    waive(about=meeting)
