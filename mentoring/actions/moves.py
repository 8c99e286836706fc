"""Moving a session to another hour, and swapping two. Either side may, with a reason, until it begins."""

from datetime import datetime

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Case, F, Value, When
from django.utils import timezone

from etiquette import outbox
from etiquette.occasions import happened, redate
from gurukool.lib.locks import lock_people
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import freetime, incidents, invitations
from mentoring.actions.clashes import refused_politely
from mentoring.actions.owing import both_sides
from mentoring.actions.sessions import refuse_unbookable
from mentoring.models import Attendance, Move, News, Session, User
from mentoring.selectors import diary, pairs


def move(meeting: Session, by: User, start: datetime, reason: str) -> Session:
    """Let a session begin at `start` (aware) instead, as long as before; both people get a new invitation.

    A repeated call returns the session where it is. Raises Refused when it has begun, was moved too often, or the
    hour cannot be booked (minimum notice does not bind the host); PermissionDenied unless `by` is one of the two.
    """
    with refused_politely(), transaction.atomic():
        [meeting] = _locked([meeting])
        policies.demand(policies.is_one_of_two, by, meeting)
        if meeting.is_booked and meeting.starts_at == start:
            return meeting
        refuse_unmovable(meeting)
        length, by_host = meeting.ends_at - meeting.starts_at, by == meeting.host
        refuse_unbookable(pairs.of(meeting), start, length, by_host=by_host, leaving_out=meeting)
        [meeting] = _put({meeting: DateTimeTZRange(start, start + length)}, by, reason)
        return meeting


def swap(one: Session, other: Session, by: User, seen: datetime, reason: str) -> list[Session]:
    """Let two sessions of the same host change places; everyone in them gets a new invitation. It is a move of both.

    `seen` is when `one` began as the page was shown: a repeated call finds `other` there and changes nothing.
    Raises Refused as `move` does, and when they differ in host or length; PermissionDenied unless `by` is in both.
    """
    with refused_politely(), transaction.atomic():
        one, other = _locked([one, other])
        for meeting in (one, other):
            policies.demand(policies.is_one_of_two, by, meeting)
        if one.starts_at != seen:
            return _already_swapped(one, other, seen)
        _refuse_unlike(one, other)
        _refuse_unfit(one, other)
        _refuse_unfit(other, one)
        return _put({one: other.during, other: one.during}, by, reason)


def correct(meeting: Session, by: User, during: DateTimeTZRange, reason: str) -> Session:
    """Let a booked session take place when a programme admin says so, whatever hours and limits say; everyone in it is told.

    Raises Refused where somebody would be in two places, or it is booked no more; PermissionDenied for anyone but admins.
    """
    with refused_politely(), transaction.atomic():
        policies.demand(policies.can_run_programme, by)
        [meeting] = _locked([meeting])
        if not meeting.is_booked:
            raise Refused("Only a session that is booked can be put at another hour.")
        return _put({meeting: during}, by, reason)[0]


def _locked(meetings: list[Session]) -> list[Session]:
    """The sessions as they are once nobody else can change them."""
    lock_people([person.pk for meeting in meetings for person in meeting.people])
    found = Session.objects.with_people().in_bulk([meeting.pk for meeting in meetings])
    return [found[meeting.pk] for meeting in meetings]


def refuse_unmovable(meeting: Session) -> None:
    """Raise Refused, with what to do instead, for a session that can no longer be moved."""
    if meeting.status == Session.Status.CANCELLED:
        raise Refused("This session was cancelled, so it cannot be moved. Please book another hour instead.")
    if meeting.has_begun or not meeting.is_booked:
        raise Refused("This session has begun or is over, so it can no longer be moved. Please book another hour instead.")
    count = meeting.moves.count()
    if count >= meeting.cohort.moves_per_session:
        often = "once" if count == 1 else "twice" if count == 2 else f"{count} times"
        raise Refused(
            f"This session has been moved {often} already, and that is enough. If its hour does not work, "
            "please agree on another one in your conversation first; then cancel it and book that hour."
        )


def _already_swapped(one: Session, other: Session, seen: datetime) -> list[Session]:
    if other.starts_at != seen:
        raise Refused("One of the two has been moved meanwhile. Please look at both again.")
    return [one, other]


def _refuse_unlike(one: Session, other: Session) -> None:
    if one == other or one.host_id != other.host_id:
        raise Refused("Only two sessions with the same mentor can be swapped. Please move one of them instead.")
    if one.minutes != other.minutes:
        raise Refused(f"One lasts {one.minutes} minutes, the other {other.minutes}: please move one of them instead.")


def _refuse_unfit(meeting: Session, other: Session) -> None:
    """The host is there at both hours; whether the guests of `meeting` are free at the other's is to be seen."""
    refuse_unmovable(meeting)
    both, pair = [meeting, other], pairs.of(meeting)
    if other.starts_at > meeting.cohort.ends_at:
        raise Refused(f"{meeting.cohort} ends on {meeting.cohort.ends_on:%-d %B %Y}, before the other session.")
    if diary.is_engaged(meeting.guest, other.starts_at, other.ends_at, leaving_out=both):
        raise Refused(f"{meeting.guest.name} is in another session at the hour of the other one. Please move one of the two instead.")
    if meeting.guest != other.guest and diary.sessions_in_week(pair, other.starts_at, leaving_out=both) >= pair.sessions_per_week:
        raise Refused(f"{meeting.guest.name} has booked the sessions of that week already. Please move one of the two instead.")


def _put(places: dict[Session, DateTimeTZRange], by: User, reason: str) -> list[Session]:
    """Let each of these sessions take place at its new time, and tell everyone who needs to know. Locked and checked before."""
    now, late = timezone.now(), [meeting for meeting in places if meeting.is_short_notice]
    Move.objects.bulk_create(Move(meeting=meeting, by=by, was=meeting.during, reason=reason) for meeting in places)
    _write(places)
    for meeting in (each for each in late if by in each.people):
        incidents.late_change(meeting, by, now)
    moved = list(Session.objects.with_people().filter(pk__in=[meeting.pk for meeting in places]).order_by("during"))
    freetime.refresh(person for meeting in moved for person in meeting.people)
    for meeting in moved:
        _tell(meeting, by)
    return moved


def _write(places: dict[Session, DateTimeTZRange]) -> None:
    """One statement, so that two can change places; the constraint looks once both have."""
    to = Case(
        *(When(pk=meeting.pk, then=Value(during)) for meeting, during in places.items()), output_field=Session._meta.get_field("during")
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS nobody_in_two_places DEFERRED")
        Session.objects.filter(pk__in=[meeting.pk for meeting in places]).update(during=to, sequence=F("sequence") + 1)
        cursor.execute("SET CONSTRAINTS nobody_in_two_places IMMEDIATE")
    taking_part = Attendance.objects.filter(meeting__in=places, status=Attendance.Status.ACTIVE)
    taking_part.update(sequence=F("sequence") + 1)


def _tell(meeting: Session, by: User) -> None:
    """What was mailed about the old hour is withdrawn, what is open follows the new one, the others hear of it."""
    outbox.withdraw(about=meeting)
    invitations.send_moved(meeting)
    happened("session_booked", about=meeting, at=meeting.starts_at, people=both_sides(meeting), scope=meeting.cohort)
    redate("preparation_ready", abouts=[meeting.pk], at=meeting.starts_at)
    for person in meeting.people:
        if person != by:
            News.objects.tell(person, "session", f"{by.name} moved your session to another hour.", meeting)
