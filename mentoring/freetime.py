"""Reading kept free time: who has an hour, without expanding anybody's rules.

Where a person's rows may be out of date (`Availability.kept_until` is empty or too early), the rules are asked
instead, so that the answers are always those of `timetables.slots_of`.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import BooleanField, DateTimeField, DurationField, Exists, ExpressionWrapper, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Lower, Upper
from django.utils import timezone

from mentoring import diary, slots, timetables
from mentoring.models import Cohort, DateOverride, Enrolment, FreeTime, Journey, Match, User, WeeklyHours, Wish

LONGEST = timedelta(hours=48)  # no stretch is longer: a day, its night, a clock change
FIRST_PAGE = 200
AMONG = 60  # soonest slots, among which colleagues are looked for
RULES = [f"person__availability__{name}" for name in timetables.RULES]
COLUMNS = [Lower("during"), Upper("during"), "grid", "person", "person__zone", *RULES]


class Offer(NamedTuple):
    """A slot of one mentor."""

    slot: slots.Span
    mentor: User


def kept_slots(match: Match, frm: datetime, until: datetime, length: timedelta) -> list[slots.Span]:
    """The same as `diary.free_slots`, from kept free time: two queries (three for a mentor never booked on the same day)."""
    mentor, until = match.mentor.person, min(until, frm + diary.LATEST)
    rows = FreeTime.objects.filter(_fresh(until, "person__availability"), person=mentor, during__overlap=(frm, max(frm, until)))
    found = list(_slots(list(rows.order_by("during").values_list(*COLUMNS)), length, frm, until))
    if not found:  # nothing is free, or nothing is kept
        return diary.free_slots(match, frm, until, length=length)
    return diary.beside([slot for slot, _ in found], diary.busy([match.mentee.person], frm, until + length))


def soonest(cohort: Cohort, person: User, count: int = 20, length: timedelta | None = None) -> list[Offer]:
    """The soonest slots of any mentor of `person`'s cohort that fit their own hours, if they named any, and their sessions.

    The number of queries grows neither with mentors nor with rows, only (by doubling) with how few of them fit.
    """
    length, frm = length or timedelta(minutes=cohort.session_minutes), timezone.now() + timedelta(hours=cohort.notice_hours)
    until = min(cohort.ends_at, frm + diary.LATEST)
    if frm > until:
        return []
    mine, mentors = own_time(person, frm, until + length), mentors_for(cohort, person)
    found = _asked_of_rules(mentors, length, frm, until, mine)
    rows = FreeTime.objects.filter(_fresh(until, "person__availability"), _touches(mine), person__in=mentors)
    for page, reached in _pages(rows, frm, until):
        found += [(slot, key) for slot, key in _slots(page, length, frm, until) if slots.inside(slot, mine)]
        if sum(1 for slot, _ in found if reached is None or slot.start < reached) >= count:
            break
    found = sorted(found)[:count]
    people = User.objects.in_bulk({key for _, key in found})
    return [Offer(slot, people[key]) for slot, key in found]


def colleagues(match: Match, count: int = 3) -> list[Offer]:
    """The other mentors of a cohort who have free hours soonest, each with the first that fits the mentee."""
    firsts: dict[int, Offer] = {}
    for offer in soonest(match.cohort, match.mentee.person, AMONG):
        if offer.mentor != match.mentor.person:
            firsts.setdefault(offer.mentor.pk, offer)
    return list(firsts.values())[:count]


def own_time(person: User, frm: datetime, until: datetime, *, only_if_named: bool = False) -> list[slots.Span]:
    """When someone who books is free: their own hours, or any time if they named none, beside sessions and busy times.

    `only_if_named`: never, if they named none.
    """
    mine = timetables.timetables([person], frm, until)[person.pk]
    whole = [] if only_if_named else [slots.Stretch(frm, until, frm)]
    offered = slots.stretches(mine.hours, frm, until) if mine.hours.weekly or mine.hours.overrides else whole
    return slots.merged(slots.Span(each.start, each.end) for each in slots.without(offered, [*mine.busy, *mine.sessions]))


def mentors_for(cohort: Cohort, person: User) -> QuerySet[User]:
    """The other mentors of a cohort, except where one of the two would rather not."""
    places = Enrolment.objects.present().mentors().filter(cohort=cohort, confirmed_at__isnull=False)
    avoids = Wish.objects.filter(cohort=cohort, kind=Wish.Kind.AVOID)
    others = User.objects.active().filter(pk__in=places.values("person")).exclude(pk=person.pk)
    return others.exclude(pk__in=avoids.filter(person=person).values("about")).exclude(pk__in=avoids.filter(about=person).values("person"))


def _fresh(until: datetime, path: str) -> Q:
    """Whose rows reach as far as anybody may book."""
    ahead = ExpressionWrapper(F(f"{path}__horizon_weeks") * Value(timedelta(weeks=1)), output_field=DurationField())
    horizon = ExpressionWrapper(Value(timezone.now()) + ahead, output_field=DateTimeField())
    return Q(**{f"{path}__kept_until__gte": until}) | Q(**{f"{path}__kept_until__gte": horizon})


def _touches(spans: list[slots.Span]) -> Func:
    """Rows that overlap any of these spans (a multirange, so one look for each row)."""
    text = ",".join(f"[{span.start.isoformat()},{span.end.isoformat()})" for span in spans)
    return Func(
        F("during"), Value(f"{{{text}}}"), template="%(expressions)s::tstzmultirange", arg_joiner=" && ", output_field=BooleanField()
    )


def _asked_of_rules(mentors: QuerySet[User], length, frm, until, mine) -> list[tuple[slots.Span, int]]:
    """The slots of those mentors whose rows cannot be trusted now; usually nobody's, at the price of one query."""
    weekly, dates = (model.objects.filter(person=OuterRef("pk")) for model in (WeeklyHours, DateOverride))
    kept = mentors.filter(_fresh(until, "availability")).values("pk")
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
    """The slots of kept rows (`COLUMNS`) that may be booked now, each with its person's key."""
    now, count = timezone.now(), len(RULES)
    rules = {row[3]: (timetables.rules_from(*row[5 : 5 + count]), row[4]) for row in rows}
    journeys = _journeys([key for key, (rule, _) in rules.items() if rule.not_today])
    windows = {key: rule.window(slots.Hours(zone, journeys=journeys.get(key, ())), now) for key, (rule, zone) in rules.items()}
    for start, end, grid, key, *_ in rows:
        earliest, latest = windows[key]
        if slots.offers(rules[key][0], length):
            for slot in slots.cut([slots.Stretch(start, end, grid)], length, max(frm, earliest), min(until, latest)):
                yield slot, key


def _journeys(people: Iterable[int]) -> dict[int, tuple[slots.Journey, ...]]:
    """The journeys of these days, which decide what “today” is for someone; no query when nobody asks."""
    today, few = timezone.now().date(), 3 * slots.DAY
    near: dict = {}
    if people:
        rows = Journey.objects.filter(person__in=people, first_day__lte=today + few, last_day__gte=today - few)
        for key, *facts in rows.values_list("person_id", "first_day", "last_day", "zone"):
            near[key] = (*near.get(key, ()), slots.Journey(*facts))
    return near
