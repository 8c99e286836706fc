"""Reminders: a sweep over open duties; one mail per person and window, written at the moment it is sent."""

import logging
from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from etiquette import outbox, registry, unsubscribing
from etiquette.models import Absence, Duty, Email
from etiquette.models.duties import REMINDER_GAPS
from etiquette.quiet import Habits, back_on, next_window
from gurukool.lib.mail import Mail, absolute, render

logger = logging.getLogger(__name__)

KIND = "reminder"
PUT_OFF = timedelta(hours=1)  # somebody whose reminders fail is tried again then
SHOWN_AT_MOST = 20


@transaction.atomic
def sweep(now: datetime | None = None, batch: int = 500) -> int:
    """Queue reminders for duties whose time has come; says how many duties it looked at (0: none left).

    Queries are constant per batch. Sweeps may run side by side: each claims its own duties.
    Whatever one person's row does to the sweep, the others are reminded; it is logged and put off.
    """
    now = now or timezone.now()
    duties = list(_due(now, batch))
    theirs = defaultdict(list)
    for duty in duties:
        theirs[duty.person].append(duty)
    away = _absences(theirs)
    emails = [_remind_or_put_off(person, theirs[person], away[person.pk], now) for person in theirs]
    Email.objects.bulk_create(filter(None, emails), ignore_conflicts=True)
    Duty.objects.bulk_update(duties, ["remind_at", "reminders_sent"])
    return len(duties)


def _remind_or_put_off(person, duties, away, now) -> Email | None:
    try:
        return _remind(person, duties, away, now)
    except Exception:  # whatever one person's row does, the others are reminded
        logger.exception("no reminder for person %s, tried again in an hour", person.pk)
        for duty in duties:
            duty.remind_at = now + PUT_OFF
        return None


def _remind(person, duties, away, now) -> Email | None:
    """Count one reminder of each of a person's duties, and the mail for all of them; who is away is reminded when back."""
    habits = _habit(person, away)
    window = next_window(now, habits)
    back = back_on(window, habits)
    for duty in duties:
        if back:
            duty.remind_at = back
        else:
            _count_reminder(duty, window)
    return None if back or _unsubscribed(person) else _reminder(person, window)


def compose(email: Email) -> Mail | None:
    """What this person still owes and has let pass, now; None when nothing is left to remind of."""
    duties = list(Duty.objects.overdue().owed_by(email.person)[:SHOWN_AT_MOST])
    if not duties:
        return None
    person = email.person
    links = {"preferences_url": absolute(unsubscribing.preferences_url()), "unsubscribe_url": absolute(unsubscribing.url(person, KIND))}
    facts = {"person": person, "duties": duties, "url": reverse("duties:owed"), "button": "See what you owe", **links}
    return render("etiquette/email/reminder", facts, zone=person.zone)


def start() -> None:
    """Tell the outbox how reminders are written; called once when the app is ready."""
    registry.register_kind(KIND, "Reminders of what you owe")
    registry.compose_with(KIND, compose)


def _due(now, batch):
    due = Duty.objects.open().filter(remind_at__lte=now, person__is_active=True).order_by("remind_at")
    return due.select_related("person__mail_preference").select_for_update(skip_locked=True, of=["self"])[:batch]


def _absences(people) -> dict:
    """The days each person is away; one query for all."""
    away = defaultdict(list)
    for absence in Absence.objects.filter(person__in=people):
        away[absence.person_id].append((absence.starts_on, absence.ends_on))
    return away


def _habit(person, away) -> Habits:
    likes = getattr(person, "mail_preference", None)
    if likes is None:
        return Habits(person.tz, away=away)
    return Habits(person.tz, likes.quiet_from, likes.quiet_until, likes.digest, away)


def _count_reminder(duty: Duty, window: datetime) -> None:
    """Note one more reminder and when the next is due; none after the last, from then on an admin sees the duty."""
    gap = REMINDER_GAPS[duty.reminders_sent] if duty.reminders_sent < len(REMINDER_GAPS) else None
    duty.reminders_sent += 1
    duty.remind_at = window + gap if gap else None


def _reminder(person, window: datetime) -> Email:
    empty = Mail(subject="What you owe", text="")
    return outbox.draft(KIND, to=person, mail=empty, key=f"reminders:{person.pk}:{window:%Y%m%dT%H%MZ}", not_before=window)


def _unsubscribed(person) -> bool:
    return KIND in getattr(getattr(person, "mail_preference", None), "unsubscribed", [])
