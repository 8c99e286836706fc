"""What the database says about people's time, in the words of `slots`: seven queries for any number of people."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.functions import Lower, Upper

from etiquette.models import Absence
from mentoring import slots
from mentoring.models import Attendance, Availability, BusyTime, DateOverride, Journey, Session, User, WeeklyHours

IS_EXTRA = ExpressionWrapper(Q(kind=DateOverride.Kind.EXTRA), output_field=BooleanField())
REACH = timedelta(days=8)  # limits count whole weeks, which may begin before a window and end after it


def timetables(people: Iterable[User], frm: datetime, until: datetime, *, leaving_out: Session | None = None) -> dict[int, slots.Timetable]:
    """What decides when each person is free within `frm`..`until` (UTC), by their key; `leaving_out` one session (to move it)."""
    return dict(_each(people, frm, until, leaving_out))


def _each(
    people: Iterable[User], frm: datetime, until: datetime, leaving_out: Session | None = None
) -> Iterator[tuple[int, slots.Timetable]]:
    """One person after the other, so that thousands cost no more memory than their rows."""
    zones = {person.pk: person.zone for person in people}
    hours, rules, busy = _hours(zones, frm, until), _rules(zones), _busy(zones, frm, until)
    sessions, hosted = _sessions(zones, frm - REACH, until + REACH, leaving_out)
    for key in zones:
        taken = [tuple(map(slots.Span._make, rows.get(key, ()))) for rows in (busy, sessions, hosted)]
        yield key, slots.Timetable(hours(key), rules.get(key, USUAL), *taken)


def hours_of(person: User, frm: datetime, until: datetime) -> slots.Hours:
    """The hours one person offers within a window, in their own zone (four queries)."""
    return _hours({person.pk: person.zone}, frm, until)(person.pk)


def slots_of(people: Iterable[User], now: datetime, frm: datetime, until: datetime, length: timedelta) -> Iterator[tuple[int, list]]:
    """For each person, the slots that may be booked `now`: all from the rules, whatever is kept (seven queries)."""
    for key, person in _each(people, frm, until):
        yield key, slots.bookable(person, now=now, frm=frm, until=until, length=length)


def _hours(zones: dict[int, str], frm: datetime, until: datetime) -> Callable[[int], slots.Hours]:
    """The hours of each of these people, by their key."""
    first, last = frm.date() - 3 * slots.DAY, until.date() + 3 * slots.DAY
    mine = {"person__in": zones}
    weekly = _grouped(WeeklyHours.objects.filter(**mine), "weekday", "starts", "ends")
    dates = DateOverride.objects.filter(**mine, day__range=(first, last)).annotate(extra=IS_EXTRA)
    overrides = _grouped(dates, "day", "starts", "ends", "extra")
    abroad = Journey.objects.filter(**mine, first_day__lte=last, last_day__gte=first)
    journeys = _grouped(abroad, "first_day", "last_day", "zone")
    away = _grouped(Absence.objects.filter(**mine, starts_on__lte=last, ends_on__gte=first), "starts_on", "ends_on")
    kinds = [(slots.Weekly, weekly), (slots.Override, overrides), (slots.Journey, journeys), (slots.Away, away)]
    return lambda key: slots.Hours(zones[key], *(tuple(kind(*row) for row in rows.get(key, ())) for kind, rows in kinds))


def _grouped(rows, *names) -> defaultdict[int, list[tuple]]:
    """The named columns of rows, by person."""
    groups = defaultdict(list)
    for row in rows.values_list("person_id", *names):
        groups[row[0]].append(row[1:])
    return groups


RULES = ["buffer_before", "buffer_after", "notice_hours", "not_today", "horizon_weeks", "most_a_day", "most_a_week", "lengths"]


@lru_cache(maxsize=1000)
def rules_from(before, after, notice, not_today, horizon, a_day, a_week, lengths: tuple[int, ...]) -> slots.Rules:
    """The columns `RULES` of an Availability as `slots.Rules`; people who want the same share them."""
    minute, hour, week = timedelta(minutes=1), timedelta(hours=1), timedelta(weeks=1)
    return slots.Rules(before * minute, after * minute, notice * hour, not_today, horizon * week, a_day, a_week, lengths)


USUAL = rules_from(*(getattr(Availability(), name) for name in RULES[:-1]), ())  # of people who never said how they want to be booked


def _rules(people) -> dict[int, slots.Rules]:
    rows = Availability.objects.filter(person__in=people).values_list("person_id", *RULES)
    return {person: rules_from(*facts, tuple(lengths)) for person, *facts, lengths in rows}


def _busy(people, frm: datetime, until: datetime) -> defaultdict[int, list]:
    rows = BusyTime.objects.filter(person__in=people, during__overlap=(frm - slots.DAY, until + 3 * slots.DAY))
    return _grouped(rows.annotate(starts=Lower("during"), ends=Upper("during")), "starts", "ends")


def _sessions(people, frm: datetime, until: datetime, leaving_out: Session | None) -> tuple[defaultdict, defaultdict]:
    """The sessions each person attends, and among them those they host."""
    rows = Attendance.objects.filter(person__in=people, status=Attendance.Status.ACTIVE, during__overlap=(frm, until))
    rows = rows.exclude(meeting=leaving_out) if leaving_out else rows
    attended, hosted = defaultdict(list), defaultdict(list)
    for person, role, starts, ends in rows.values_list("person_id", "role", Lower("during"), Upper("during")):
        attended[person].append((starts, ends))
        if role == Attendance.Role.HOST:
            hosted[person].append((starts, ends))
    return attended, hosted
