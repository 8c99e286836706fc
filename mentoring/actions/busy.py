"""Busy times from calendars kept elsewhere: which to read, reading them, what to keep."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from etiquette.mailing.nudge import nudge
from gurukool.lib import fetching
from gurukool.lib.fetching import Unfetchable
from gurukool.lib.refusals import Refused
from mentoring import slots
from mentoring.actions.freetime import MARGIN, changing
from mentoring.models import Availability, BusyCalendar, BusyTime, User

MOST_CALENDARS = 3
MOST_BYTES = 5_000_000
SECONDS = 10
EVERY = timedelta(minutes=30)
AT_MOST_EVERY = timedelta(days=1)
CLAIM = timedelta(minutes=5)
BATCH = 200


@transaction.atomic
def watch(by: User, url: str) -> BusyCalendar:
    """Read busy times from an iCalendar address from now on (`webcal:` means https). Raises Refused for one we may not read."""
    url = url.strip()
    url = f"https{url[6:]}" if url.lower().startswith("webcal:") else url
    try:
        fetching.check(url)
    except Unfetchable as reason:
        raise Refused(str(reason)) from reason
    mine = BusyCalendar.objects.filter(person=by)
    if mine.filter(url=url).exists():
        raise Refused("We read this calendar already.")
    if mine.count() >= MOST_CALENDARS:
        raise Refused(f"Please keep to {MOST_CALENDARS} calendars: remove one first.")
    transaction.on_commit(lambda: nudge("mentoring.tasks.read_calendars"), robust=True)
    return BusyCalendar.objects.create(person=by, url=url)


def forget(by: User, pk) -> None:
    """Read a calendar no longer, and free the times it took; nothing happens if it is gone already."""
    with changing(by):
        BusyCalendar.objects.filter(person=by, pk=pk).delete()


def claim_due() -> list:
    """The keys of calendars whose time has come, each given to one caller only. Safe to run twice at once."""
    with transaction.atomic():
        due = BusyCalendar.objects.filter(check_at__lte=timezone.now(), person__is_active=True).order_by("check_at")
        keys = list(due.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:BATCH])
        BusyCalendar.objects.filter(pk__in=keys).update(check_at=timezone.now() + CLAIM)
    return keys


def read(pk) -> None:
    """Fetch one calendar and keep when its owner is busy; a failure is kept as a sentence beside what was known before."""
    calendar = BusyCalendar.objects.select_related("person").filter(pk=pk).first()
    if calendar is None:
        return
    now = timezone.now()
    until = now + _horizon(calendar.person) + 2 * MARGIN
    try:
        answer = _fetched(calendar, until - MARGIN)
        busy = None if answer.unchanged else _parsed(answer.body, calendar.person.zone, now - slots.DAY, until)
    except Unfetchable as reason:
        _note_failure(calendar, str(reason))
        return
    _keep(calendar, answer, busy, until)


def _horizon(person: User) -> timedelta:
    weeks = Availability.objects.filter(person=person).values_list("horizon_weeks", flat=True).first()
    return timedelta(weeks=weeks or Availability().horizon_weeks)


def _fetched(calendar: BusyCalendar, needed: datetime) -> fetching.Answer:
    """The answer of its address; “unchanged” only counts while what we kept reaches far enough ahead."""
    known = calendar.covers_until and calendar.covers_until >= needed and not calendar.error
    tags = {"etag": calendar.etag, "last_modified": calendar.last_modified} if known else {}
    allowed = settings.CALENDAR_ALLOW_PRIVATE
    return fetching.fetch(calendar.url, **tags, most=MOST_BYTES, seconds=SECONDS, private_hosts=allowed)


def _parsed(body: bytes, zone: str, frm: datetime, until: datetime) -> list[slots.Span]:
    """The busy times in a calendar file, read by a process of its own. Raises Unfetchable with the reason."""
    command = [sys.executable, "-m", "mentoring.calendars.busy", zone, frm.isoformat(), until.isoformat()]
    surroundings = {"PATH": os.environ.get("PATH", ""), "PYTHONTZPATH": "", "PYTHONWARNINGS": "ignore"}
    try:
        done = subprocess.run(command, input=body, capture_output=True, timeout=2 * SECONDS, cwd=settings.BASE_DIR, env=surroundings)
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise Unfetchable("This calendar takes too long to read: some event of it repeats too often.") from None
    if "error" in answer:
        raise Unfetchable(answer["error"])
    return [slots.Span(*map(datetime.fromisoformat, pair)) for pair in answer["busy"]]


def _note_failure(calendar: BusyCalendar, sentence: str) -> None:
    wait = min(EVERY * 2 ** min(calendar.failures, 10), AT_MOST_EVERY)
    same = BusyCalendar.objects.filter(pk=calendar.pk, url=calendar.url)
    same.update(error=sentence, failures=calendar.failures + 1, check_at=timezone.now() + wait)


def _keep(calendar: BusyCalendar, answer: fetching.Answer, busy: list[slots.Span] | None, until: datetime) -> None:
    """Store what a calendar said, unless it was removed meanwhile; `busy` None leaves the times as they are."""
    now = timezone.now()
    facts = {"fetched_at": now, "check_at": now + EVERY, "error": "", "failures": 0}
    if busy is not None:
        facts |= {"etag": answer.etag, "last_modified": answer.last_modified, "covers_until": until}
    with changing(calendar.person):
        if BusyCalendar.objects.filter(pk=calendar.pk, url=calendar.url).update(**facts) and busy is not None:
            _replace(calendar, busy)


def _replace(calendar: BusyCalendar, busy: list[slots.Span]) -> None:
    kept = {(each.during.lower, each.during.upper): each.pk for each in calendar.times.all()}
    wanted = {tuple(span) for span in busy}
    BusyTime.objects.filter(pk__in=[pk for span, pk in kept.items() if span not in wanted]).delete()
    new = sorted(wanted - kept.keys())
    BusyTime.objects.bulk_create(BusyTime(calendar=calendar, person=calendar.person, during=span) for span in new)
