"""Keeping free time: rows that say when each person may be booked, refreshed in the transaction that changes what feeds them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower, Upper
from django.utils import timezone

from gurukool.lib.locks import lock_people
from mentoring import slots
from mentoring.models import Availability, DateOverride, FreeTime, User, WeeklyHours
from mentoring.selectors import timetables

MARGIN = timedelta(days=7)  # free time is kept a week beyond each horizon, so that a late tick of the daily task costs nothing
BATCH = 50


@contextmanager
def changing(*people: User) -> Iterator[None]:
    """A transaction that changes what these people's free time is made of: their locks first, their rows after."""
    with transaction.atomic():
        lock_people([person.pk for person in people])
        yield
        refresh(people)


@transaction.atomic
def refresh(people: Iterable[User]) -> None:
    """Make the free time kept of these people what their rules say; only rows that differ are written.

    Call it in the transaction that changed something, with the people's locks taken before the change.
    """
    people = list({person.pk: person for person in people}.values())
    lock_people([person.pk for person in people])
    now = timezone.now()
    found = timetables.timetables(people, now, now + timedelta(weeks=Availability.MOST_WEEKS) + MARGIN)
    _write(people, {row for key, person in found.items() for row in _rows(key, person, now)})
    _note(found, now)


def _rows(key: int, person: slots.Timetable, now: datetime) -> Iterator[tuple]:
    for each in slots.free(person, now, now + person.rules.horizon + MARGIN):
        yield key, *each


def _note(found: dict[int, slots.Timetable], now: datetime) -> None:
    """Say until when each person's free time is kept; those who never named hours need no row for it."""
    offering = {key for key, person in found.items() if person.hours.weekly or person.hours.overrides}
    rows = [Availability(person_id=key, kept_until=now + found[key].rules.horizon + MARGIN) for key in sorted(offering)]
    Availability.objects.bulk_create(rows, update_conflicts=True, unique_fields=["person"], update_fields=["kept_until"])
    if others := found.keys() - offering:
        Availability.objects.filter(person__in=others).update(kept_until=now + timedelta(weeks=Availability.MOST_WEEKS))


def _write(people: list[User], wanted: set[tuple]) -> None:
    found = FreeTime.objects.filter(person__in=people).values_list("pk", "person_id", Lower("during"), Upper("during"), "grid")
    kept = {tuple(row): pk for pk, *row in found}
    if gone := [pk for row, pk in kept.items() if row not in wanted]:
        FreeTime.objects.filter(pk__in=gone).delete()
    new = sorted(wanted - kept.keys())
    FreeTime.objects.bulk_create(FreeTime(person_id=key, during=(start, end), grid=grid) for key, start, end, grid in new)


def extend() -> int:
    """Once a day: everyone's free time reaches as far ahead as their horizon again; says for how many people."""
    return _refresh_all(people_with_hours())


def mend() -> int:
    """Refresh whoever was changed by a door that did not: their readers ask the rules meanwhile. Says how many people."""
    return _refresh_all(people_with_hours().filter(Q(availability__isnull=True) | Q(availability__kept_until__isnull=True)))


def people_with_hours():
    """Everyone whose free time is worth keeping."""
    weekly, dates = (model.objects.filter(person=OuterRef("pk")) for model in (WeeklyHours, DateOverride))
    return User.objects.filter(Exists(weekly) | Exists(dates) | Q(availability__isnull=False))


def _refresh_all(people) -> int:
    done, last = 0, 0
    while batch := list(people.filter(pk__gt=last).order_by("pk")[:BATCH]):
        refresh(batch)
        done, last = done + len(batch), batch[-1].pk
    return done
