"""Reading kept free time: who has an hour, without expanding anybody's rules.

Where a person's rows may be out of date (`Availability.kept_until` is empty or too early), the rules are asked
instead, so that the answers are always those of `timetables.slots_of`.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import BooleanField, DateTimeField, DurationField, Exists, ExpressionWrapper, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Lower, Upper
from django.utils import timezone

from mentoring import slots
from mentoring.models import Cohort, DateOverride, Enrolment, FreeTime, Journey, User, WeeklyHours, Wish
from mentoring.selectors import diary, timetables
from mentoring.selectors.pairs import Pair

HOUR = timedelta(hours=1)
LONGEST = timedelta(hours=48)  # no stretch is longer: a day, its night, a clock change
FIRST_PAGE = 200
NEXT = timedelta(weeks=4)
AMONG = 60  # soonest slots, among which colleagues are looked for
RULES = [f"person__availability__{name}" for name in ("notice_hours", "not_today", "horizon_weeks", "lengths", "kept_until")]
COLUMNS = [Lower("during"), Upper("during"), "grid", "person", "person__zone", *RULES]  # buffers and limits are in the rows


# The same columns of one person, written out: the ORM takes longer to write this query than Postgres to answer it.
OF_ONE = """
SELECT lower(free.during), upper(free.during), free.grid, person_id, %s,
       mine.notice_hours, mine.not_today, mine.horizon_weeks, mine.lengths, mine.kept_until
  FROM mentoring_freetime AS free JOIN mentoring_availability AS mine USING (person_id)
 WHERE person_id = %s AND free.during && tstzrange(%s, %s, '[]')
 ORDER BY free.during
"""


class Offer(NamedTuple):
    """A slot of one mentor."""

    slot: slots.Span
    mentor: User


def kept_slots(pair: Pair, frm: datetime, until: datetime, length: timedelta) -> list[slots.Span]:
    """The same as `diary.free_slots`, from kept free time: two queries (three for a mentor never booked on the same day)."""
    until = min(until, frm + diary.LATEST)
    found = _kept(pair.host, frm, until, length)
    if not found:  # nothing is free, or nothing is kept
        return diary.free_slots(pair, frm, until, length=length)
    return diary.beside(found, diary.busy([pair.guest], frm, until + length))


def next_slots(pair: Pair, length: timedelta, count: int) -> list[slots.Span]:
    """The first slots of the next weeks the guest can book, from kept rows alone: three queries, whatever the rules.

    For who has just been refused: none, where nothing is kept, is no harm, since the picker asks the rules.
    """
    frm = timezone.now() + timedelta(hours=pair.cohort.notice_hours)
    until = min(pair.cohort.ends_at, frm + NEXT)
    found = _kept(pair.host, frm, until, length)
    return diary.in_open_weeks(pair, diary.beside(found, diary.busy([pair.guest], frm, until + length)))[:count]


def _kept(mentor: User, frm: datetime, until: datetime, length: timedelta) -> list[slots.Span]:
    with connection.cursor() as cursor:
        cursor.execute(OF_ONE, [mentor.zone, mentor.pk, frm, max(frm, until)])
        return [slot for slot, _ in _slots(cursor.fetchall(), length, frm, until)]


def soonest(
    cohort: Cohort,
    person: User,
    count: int = 20,
    length: timedelta | None = None,
    mentors: QuerySet[User] | None = None,
    beside: Iterable[slots.Span] = (),
) -> list[Offer]:
    """The soonest slots of any mentor of `person`'s cohort, or of these `mentors`, that fit their own hours and sessions.

    None lies in the spans `beside`, such as weeks in which they may book no more.
    The number of queries grows neither with mentors nor with rows, only (by doubling) with how few of them fit.
    """
    length, frm = length or timedelta(minutes=cohort.session_minutes), timezone.now() + timedelta(hours=cohort.notice_hours)
    until = min(cohort.ends_at, frm + diary.LATEST)
    if frm > until:
        return []
    mine, mentors = own_time(person, frm, until + length, beside=beside), mentors_for(cohort, person) if mentors is None else mentors
    found = _asked_of_rules(mentors, length, frm, until, mine)
    rows = FreeTime.objects.filter(_touches(mine), person__in=mentors)
    for page, reached in _pages(rows, frm, until):
        found += [(slot, key) for slot, key in _slots(page, length, frm, until) if slots.inside(slot, mine)]
        if sum(1 for slot, _ in found if reached is None or slot.start < reached) >= count:
            break
    found = sorted(found)[:count]
    people = User.objects.in_bulk({key for _, key in found})
    return [Offer(slot, people[key]) for slot, key in found]


def colleagues(pair: Pair, count: int = 3) -> list[Offer]:
    """The other mentors of a cohort who have free hours soonest, each with the first that fits the mentee."""
    firsts: dict[int, Offer] = {}
    for offer in soonest(pair.cohort, pair.guest, AMONG):
        if offer.mentor != pair.host:
            firsts.setdefault(offer.mentor.pk, offer)
    return list(firsts.values())[:count]


def own_time(
    person: User, frm: datetime, until: datetime, *, only_if_named: bool = False, beside: Iterable[slots.Span] = ()
) -> list[slots.Span]:
    """When someone who books is free: their own hours, or any time if they named none, beside sessions, busy times and these spans.

    `only_if_named`: never, if they named none.
    """
    mine = timetables.timetables([person], frm, until)[person.pk]
    whole = [] if only_if_named else [slots.Stretch(frm, until, frm)]
    offered = slots.stretches(mine.hours, frm, until) if mine.hours.weekly or mine.hours.overrides else whole
    return slots.merged(slots.Span(each.start, each.end) for each in slots.without(offered, [*mine.busy, *mine.sessions, *beside]))


def mentors_for(cohort: Cohort, person: User) -> QuerySet[User]:
    """The other mentors of a cohort, except where one of the two would rather not."""
    places = Enrolment.objects.taking_part().mentors().filter(cohort=cohort)
    avoids = Wish.objects.filter(cohort=cohort, kind__in=[Wish.Kind.AVOID, Wish.Kind.CONFLICT])
    others = User.objects.active().filter(pk__in=places.values("person")).exclude(pk=person.pk)
    return others.exclude(pk__in=avoids.filter(person=person).values("about")).exclude(pk__in=avoids.filter(about=person).values("person"))


def _touches(spans: list[slots.Span]) -> Func:
    """Rows that overlap any of these spans: one look at each row, in the order of their beginnings (COALESCE keeps gist out of it)."""
    text = ",".join(f"[{span.start.isoformat()},{span.end.isoformat()})" for span in spans)
    template = "COALESCE(%(expressions)s::tstzmultirange, false)"
    return Func(F("during"), Value(f"{{{text}}}"), template=template, arg_joiner=" && ", output_field=BooleanField())


def _fresh(until: datetime) -> Q:
    """Mentors whose rows reach as far as anybody may book."""
    ahead = ExpressionWrapper(F("availability__horizon_weeks") * Value(timedelta(weeks=1)), output_field=DurationField())
    horizon = ExpressionWrapper(Value(timezone.now()) + ahead, output_field=DateTimeField())
    return Q(availability__kept_until__gte=until) | Q(availability__kept_until__gte=horizon)


def _asked_of_rules(mentors: QuerySet[User], length, frm, until, mine) -> list[tuple[slots.Span, int]]:
    """The slots of those mentors whose rows cannot be trusted now; usually nobody's, at the price of one query."""
    weekly, dates = (model.objects.filter(person=OuterRef("pk")) for model in (WeeklyHours, DateOverride))
    kept = mentors.filter(_fresh(until)).values("pk")
    people = list(mentors.filter(Exists(weekly) | Exists(dates)).exclude(pk__in=kept))
    asked = timetables.slots_of(people, timezone.now(), frm, until, length) if people else ()
    return [(slot, key) for key, free in asked for slot in free if slots.inside(slot, mine)]


def _pages(rows: QuerySet, frm: datetime, until: datetime) -> Iterator[tuple[list, datetime | None]]:
    """Rows by beginning, in pages that double; with each, the instant before which no later page has a slot (None: nowhere)."""
    rows = rows.annotate(begins=Lower("during")).filter(during__endswith__gt=frm, begins__lte=until).order_by("begins", "pk")
    size, beyond = FIRST_PAGE, Q(begins__gt=frm - LONGEST)
    while page := list(rows.filter(beyond).values_list(*COLUMNS, "pk")[:size]):
        last = page[-1]
        yield page, last[0] if len(page) == size else None
        if len(page) < size:
            return
        size, beyond = 2 * size, Q(begins__gt=last[0]) | Q(begins=last[0], pk__gt=last[-1])


def _slots(rows: list[tuple], length: timedelta, frm: datetime, until: datetime) -> Iterator[tuple[slots.Span, int]]:
    """The slots of kept rows (`COLUMNS`) that may be booked now, each with its person's key; none of rows out of date."""
    windows = _windows({row[3]: row[4 : len(COLUMNS)] for row in rows}, length, until)
    for start, end, grid, key, *_ in rows:
        if window := windows.get(key):
            for slot in slots.cut([slots.Stretch(start, end, grid)], length, max(frm, window[0]), min(until, window[1])):
                yield slot, key


def _windows(facts: dict[int, tuple], length: timedelta, until: datetime) -> dict[int, tuple[datetime, datetime]]:
    """Between which instants each person may be booked now; left out if their rows end before, or the length is not theirs."""
    now = timezone.now()
    journeys = _journeys([key for key, row in facts.items() if row[2]])
    windows = {}
    for key, (zone, notice, not_today, weeks, lengths, kept_until) in facts.items():
        rules = slots.Rules(notice=notice * HOUR, not_today=not_today, horizon=timedelta(weeks=weeks), lengths=tuple(lengths))
        window = rules.window(slots.Hours(zone, journeys=journeys.get(key, ())), now)
        if slots.offers(rules, length) and kept_until is not None and kept_until >= min(until, window[1]):
            windows[key] = window
    return windows


def _journeys(people: Iterable[int]) -> dict[int, tuple[slots.Journey, ...]]:
    """The journeys of these days, which decide what “today” is for someone; no query when nobody asks."""
    today, few = timezone.now().date(), 3 * slots.DAY
    near: dict = {}
    if people:
        rows = Journey.objects.filter(person__in=people, first_day__lte=today + few, last_day__gte=today - few)
        for key, *facts in rows.values_list("person_id", "first_day", "last_day", "zone"):
            near[key] = (*near.get(key, ()), slots.Journey(*facts))
    return near
