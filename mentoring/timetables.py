"""What the database says about people's time, in the words of `slots`: seven queries for any number of people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.functions import Lower, Upper

from etiquette.models import Absence
from mentoring import slots
from mentoring.models import Attendance, Availability, BusyTime, DateOverride, Journey, Session, User, WeeklyHours

IS_EXTRA = ExpressionWrapper(Q(kind=DateOverride.Kind.EXTRA), output_field=BooleanField())
REACH = timedelta(days=8)  # limits count whole weeks, which may begin before a window and end after it


def timetables(people: Iterable[User], frm: datetime, until: datetime, *, leaving_out: Session | None = None) -> dict[int, slots.Timetable]:
    """What decides when each person is free within `frm`..`until` (UTC), by their key; `leaving_out` one session (to move it)."""
    people = {person.pk: person.zone for person in people}
    hours, rules, busy = _hours(people, frm, until), _rules(people), _busy(people, frm, until)
    sessions, hosted = _sessions(people, frm - REACH, until + REACH, leaving_out)
    return {
        key: slots.Timetable(hours[key], rules.get(key, USUAL), tuple(busy[key]), tuple(sessions[key]), tuple(hosted[key]))
        for key in people
    }


def hours_of(person: User, frm: datetime, until: datetime) -> slots.Hours:
    """The hours one person offers within a window, in their own zone (four queries)."""
    return _hours({person.pk: person.zone}, frm, until)[person.pk]


def slots_of(people: Iterable[User], now: datetime, frm: datetime, until: datetime, length: timedelta) -> Iterator[tuple[int, list]]:
    """For each person, the slots that may be booked `now`: all from the rules, whatever is kept (seven queries)."""
    for key, person in timetables(people, frm, until).items():
        yield key, slots.bookable(person, now=now, frm=frm, until=until, length=length)


def _hours(people: dict[int, str], frm: datetime, until: datetime) -> dict[int, slots.Hours]:
    first, last = frm.date() - 3 * slots.DAY, until.date() + 3 * slots.DAY
    mine = {"person__in": people}
    weekly = _grouped(slots.Weekly, WeeklyHours.objects.filter(**mine), "weekday", "starts", "ends")
    dates = DateOverride.objects.filter(**mine, day__range=(first, last)).annotate(extra=IS_EXTRA)
    overrides = _grouped(slots.Override, dates, "day", "starts", "ends", "extra")
    abroad = Journey.objects.filter(**mine, first_day__lte=last, last_day__gte=first)
    journeys = _grouped(slots.Journey, abroad, "first_day", "last_day", "zone")
    absent = Absence.objects.filter(**mine, starts_on__lte=last, ends_on__gte=first)
    away = _grouped(slots.Away, absent, "starts_on", "ends_on")
    return {key: slots.Hours(zone, *(tuple(facts[key]) for facts in (weekly, overrides, journeys, away))) for key, zone in people.items()}


def _grouped(kind, rows, *names) -> defaultdict[int, list]:
    """Rows as dataclasses of one kind, by person."""
    groups = defaultdict(list)
    for person, *facts in rows.values_list("person_id", *names):
        groups[person].append(kind(*facts))
    return groups


RULES = ["buffer_before", "buffer_after", "notice_hours", "not_today", "horizon_weeks", "most_a_day", "most_a_week", "lengths"]


def rules_from(before, after, notice, not_today, horizon, a_day, a_week, lengths) -> slots.Rules:
    """The columns `RULES` of an Availability as `slots.Rules`."""
    minute, hour, week = timedelta(minutes=1), timedelta(hours=1), timedelta(weeks=1)
    return slots.Rules(before * minute, after * minute, notice * hour, not_today, horizon * week, a_day, a_week, tuple(lengths))


USUAL = rules_from(*(getattr(Availability(), name) for name in RULES))  # of people who never said how they want to be booked


def _rules(people) -> dict[int, slots.Rules]:
    rows = Availability.objects.filter(person__in=people).values_list("person_id", *RULES)
    return {person: rules_from(*facts) for person, *facts in rows}


def _busy(people, frm: datetime, until: datetime) -> defaultdict[int, list]:
    rows = BusyTime.objects.filter(person__in=people, during__overlap=(frm - slots.DAY, until + 3 * slots.DAY))
    return _grouped(slots.Span, rows.annotate(starts=Lower("during"), ends=Upper("during")), "starts", "ends")


def _sessions(people, frm: datetime, until: datetime, leaving_out: Session | None) -> tuple[defaultdict, defaultdict]:
    """The sessions each person attends, and among them those they host."""
    rows = Attendance.objects.filter(person__in=people, status=Attendance.Status.ACTIVE, during__overlap=(frm, until))
    rows = rows.exclude(meeting=leaving_out) if leaving_out else rows
    attended, hosted = defaultdict(list), defaultdict(list)
    for person, role, *span in rows.values_list("person_id", "role", Lower("during"), Upper("during")):
        attended[person].append(slots.Span(*span))
        if role == Attendance.Role.HOST:
            hosted[person].append(slots.Span(*span))
    return attended, hosted
