"""Reminders: a sweep over open duties; one mail per person and window, written at the moment it is sent."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from etiquette import outbox, registry, unsubscribing
from etiquette.models import Absence, Duty, Email
from etiquette.models.duties import REMINDER_GAPS
from etiquette.quiet import Habits, back_on, next_window
from gurukool.lib.mail import Mail, absolute, render

KIND = "reminder"
SHOWN_AT_MOST = 20


@transaction.atomic
def sweep(now: datetime | None = None, batch: int = 500) -> int:
    """Queue reminders for duties whose time has come; says how many duties it looked at (0: none left).

    Queries are constant per batch. Sweeps may run side by side: each claims its own duties.
    """
    now = now or timezone.now()
    duties = list(_due(now, batch))
    habits = _habits({duty.person for duty in duties})
    emails = {}
    for duty in duties:
        window = next_window(now, habits[duty.person])
        back = back_on(window, habits[duty.person])
        if back:
            duty.remind_at = back
            continue
        _count_reminder(duty, window)
        if not _unsubscribed(duty.person):
            email = _reminder(duty.person, window)
            emails[email.key] = email
    Email.objects.bulk_create(emails.values(), ignore_conflicts=True)
    Duty.objects.bulk_update(duties, ["remind_at", "reminders_sent"])
    return len(duties)


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


def _habits(people) -> dict:
    """Each person's habits; one query for all absences."""
    away = defaultdict(list)
    for absence in Absence.objects.filter(person__in=people):
        away[absence.person_id].append((absence.starts_on, absence.ends_on))
    return {person: _habit(person, away[person.pk]) for person in people}


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
