"""When people can meet: the questions that pages and actions ask of rules, kept free time and sessions."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models.functions import Lower, Upper
from django.utils import timezone

from mentoring import slots
from mentoring.models import Attendance, Availability, Kind, Session, User
from mentoring.selectors import timetables
from mentoring.selectors.pairs import Pair

TAKEN = "This hour is no longer free: it may just have been taken. Please pick another one."
LATEST = timedelta(days=800)  # nothing is looked for beyond; keeps a cohort of the year 9999 cheap


def hours_of(person: User) -> slots.Hours:
    """The hours a person offers from now on, in their own zone (four queries)."""
    now = timezone.now()
    return timetables.hours_of(person, now, now + LATEST)


def busy(people: list[User], frm: datetime, until: datetime) -> list[slots.Span]:
    """When any of these people is in a session, within `frm`..`until` (UTC; one query)."""
    active = Attendance.objects.filter(person__in=people, status=Attendance.Status.ACTIVE, during__overlap=(frm, until))
    return [slots.Span(*row) for row in active.values_list(Lower("during"), Upper("during"))]


def free_slots(
    pair: Pair,
    frm: datetime,
    until: datetime,
    *,
    length: timedelta | None = None,
    leaving_out: Session | None = None,
    by_host: bool = False,
) -> list[slots.Span]:
    """What the mentee of a match can book between two instants (UTC), asked of the rules themselves, whatever is kept.

    `length` is the cohort's unless given; `leaving_out` a session about to be moved; `by_host` when the mentor books:
    notice and horizon do not bind them, limits and buffers do.
    """
    length, now = length or default_length(pair), timezone.now()
    until = min(until, now + LATEST)
    if frm > until:
        return []
    both = timetables.timetables(pair.people, frm, until + length, leaving_out=leaving_out)
    host, guest = both[pair.host.pk], both[pair.guest.pk]
    if by_host:
        host = slots.unhurried(host)
    found = slots.bookable(host, now=now, frm=frm, until=until, length=length)
    return beside(found, guest.sessions)


def beside(found: Iterable[slots.Span], taken: Iterable[slots.Span]) -> list[slots.Span]:
    taken = slots.merged(taken)
    return [slot for slot in found if not any(slot.overlaps(other) for other in taken)]


def refusal(pair: Pair, start: datetime, *, length: timedelta | None = None, leaving_out=None, by_host=False) -> str | None:
    """Why the slot that begins at `start` cannot be booked, as a sentence for the mentee; None if it can."""
    length = length or default_length(pair)
    how = {"length": length, "leaving_out": leaving_out, "by_host": by_host}
    if any(slot.start == start for slot in free_slots(pair, start, start, **how)):
        return None
    mentor, now = pair.host, timezone.now()
    host = timetables.timetables([mentor], start, start + length, leaving_out=leaving_out)[mentor.pk]
    if not slots.offers(host.rules, length):
        return f"{mentor.name} gives no sessions of {length // timedelta(minutes=1)} minutes. Please pick another length."
    earliest, latest = host.rules.window(host.hours, now)
    if start < earliest and not by_host:
        return _too_soon(mentor, host.rules)
    if latest and start > latest and not by_host:
        weeks = host.rules.horizon // timedelta(weeks=1)
        return f"{mentor.name} can be booked {weeks} week{'s' * (weeks > 1)} ahead: please pick an earlier hour."
    return TAKEN


def _too_soon(mentor: User, rules: slots.Rules) -> str:
    wishes = [f"{rules.notice // timedelta(hours=1)} hours' notice"] if rules.notice else []
    wishes += ["nothing on the same day"] if rules.not_today else []
    return f"{mentor.name} asks for {' and '.join(wishes)}: please pick a later hour."


def is_taken(pair: Pair, start: datetime) -> bool:
    """Whether the mentor is in a session with somebody else at this instant: a first look that needs no lock (one query)."""
    there = Attendance.objects.filter(person=pair.host, status=Attendance.Status.ACTIVE, during__contains=start)
    return there.exclude(meeting__attendances__person=pair.guest).exists()


def lengths(pair: Pair, kind: Kind | None = None) -> list[int]:
    """The session lengths (minutes) the mentee can choose from, the usual one first; a kind may have its own (one query at most)."""
    if kind and kind.minutes:
        return [kind.minutes]
    usual = pair.cohort.session_minutes
    offered = Availability.objects.filter(person=pair.host.pk).values_list("lengths", flat=True).first()
    return sorted(offered, key=lambda minutes: abs(minutes - usual)) if offered else [usual]


def default_length(pair: Pair) -> timedelta:
    """The length of a session of this match unless someone chooses another."""
    return timedelta(minutes=lengths(pair)[0])


def week_of(moment: datetime, person: User) -> tuple[datetime, datetime]:
    """The Monday-to-Monday week around an instant on a person's own clock, as UTC instants."""
    local = moment.astimezone(person.tz)
    monday = local.date() - timedelta(days=local.weekday())
    return tuple(slots.instant(day, slots.MIDNIGHT, person.tz) for day in (monday, monday + timedelta(days=7)))


def in_open_weeks(pair: Pair, found: list[slots.Span], leaving_out: Iterable[Session] = ()) -> list[slots.Span]:
    """The slots in weeks (on the mentee's own clock) in which the match still has a session to book (one query)."""
    if not found:
        return []
    zone = pair.guest.tz
    planned = _counted(pair, leaving_out).filter(during__endswith__gt=found[0].start - timedelta(days=8))
    starts = planned.values_list(Lower("during"), flat=True)
    booked = Counter(start.astimezone(zone).isocalendar()[:2] for start in starts)
    return [slot for slot in found if booked[slot.start.astimezone(zone).isocalendar()[:2]] < pair.sessions_per_week]


def full_weeks(pair: Pair) -> list[slots.Span]:
    """The weeks (on the mentee's own clock) from this one on in which nothing is left to book (one query)."""
    planned = _counted(pair, ()).filter(during__endswith__gt=timezone.now() - timedelta(days=8))
    weeks = Counter(week_of(start, pair.guest) for start in planned.values_list(Lower("during"), flat=True))
    return [slots.Span(*week) for week, count in weeks.items() if count >= pair.sessions_per_week]


def sessions_in_week(pair: Pair, moment: datetime, leaving_out: Iterable[Session] = ()) -> int:
    """How many sessions a match has in the mentee's week around `moment`; cancelled ones do not count."""
    monday, next_monday = week_of(moment, pair.guest)
    return _counted(pair, leaving_out).filter(during__startswith__gte=monday, during__startswith__lt=next_monday).count()


def _counted(pair: Pair, leaving_out: Iterable[Session]):
    """The sessions that count towards the week of a pair, without those about to be moved."""
    return pair.sessions.exclude(status=Session.Status.CANCELLED).exclude(pk__in=[meeting.pk for meeting in leaving_out])


def is_engaged(person: User, frm: datetime, until: datetime, leaving_out: Iterable[Session] = ()) -> bool:
    """Whether someone is in a session within `frm`..`until` (UTC), those about to be moved left out (one query)."""
    active = Attendance.objects.filter(person=person, status=Attendance.Status.ACTIVE, during__overlap=(frm, until))
    return active.exclude(meeting__in=list(leaving_out)).exists()
