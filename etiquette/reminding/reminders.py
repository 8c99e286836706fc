"""Reminders: a sweep over open duties; one mail per person and window, written at the moment it is sent."""

import logging
from collections import defaultdict
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from etiquette import outbox, registry
from etiquette.mailing import gathering, unsubscribing
from etiquette.models import Duty, Email
from etiquette.models.duties import GAPS
from etiquette.reminding import telling
from etiquette.reminding.habits import absences_of, habits_of, wants
from etiquette.reminding.quiet import Habits, back_on, next_window
from gurukool.lib.mail import Mail, absolute, render

logger = logging.getLogger(__name__)

KIND = "reminder"
PUT_OFF = timedelta(hours=1)  # somebody whose reminders fail is tried again then
SHOWN_AT_MOST = 20
Stage = Duty.Stage
ADVANCE = """
    UPDATE etiquette_duty AS duty SET remind_at = told.remind_at, stage = told.stage
    FROM unnest(%s::uuid[], %s::timestamptz[], %s::smallint[]) AS told (id, remind_at, stage) WHERE duty.id = told.id
"""


@transaction.atomic
def sweep(now: datetime | None = None, batch: int = 500) -> int:
    """Take the next step with duties whose time has come; says how many duties it looked at (0: none left).

    Queries are constant per batch. Sweeps may run side by side: each claims its own duties.
    Whatever one person's row does to the sweep, the others are reminded; it is logged and put off.
    """
    now = now or timezone.now()
    duties = list(_due(now, batch))
    theirs = defaultdict(list)
    for duty in duties:
        theirs[duty.person].append(duty)
    away = absences_of({*theirs, *(duty.owed_to for duty in duties if duty.owed_to)})
    emails = [email for person in theirs for email in _step_or_put_off(person, theirs[person], away, now)]
    _write(duties)
    # Last, and in one order: of two sweeps with a person in common, one waits for the other's mail only as long as a commit takes.
    Email.objects.bulk_create(sorted(emails, key=lambda email: email.key), ignore_conflicts=True)
    return len(duties)


def _step_or_put_off(person, duties, away, now) -> list[Email]:
    try:
        return _step(person, duties, away, now)
    except Exception:  # whatever one person's row does, the others are reminded
        logger.exception("no reminder for person %s, tried again in an hour", person.pk)
        for duty in duties:
            duty.remind_at = now + PUT_OFF
        return []


def _step(person, duties, away, now) -> list[Email]:
    """Each of a person's duties one stage further, and the mails that says so; who is away is reminded when back."""
    habits = habits_of(person, away[person.pk])
    window = next_window(now, habits)
    back = back_on(window, habits)
    if back:
        for duty in duties:
            duty.remind_at = back
        return []
    for duty in duties:
        _advance(duty, window)
    told = [telling.mail(duty, away[duty.owed_to_id], now) for duty in duties if duty.stage == Stage.TOLD]
    reminds = any(duty.stage < Stage.TOLD for duty in duties) and wants(person, KIND)
    return [*([_reminder(person, window, habits, now)] if reminds else []), *filter(None, told)]


def _advance(duty: Duty, window: datetime) -> None:
    """One stage further, and when the next is due; who may not be told is passed over, and after an admin nothing comes."""
    duty.stage += 1
    if duty.stage == Stage.TOLD and not telling.may_be_told(duty):
        duty.stage = Stage.ADMINS
    goes_on = duty.stage < Stage.ADMINS and duty.act not in registry.gentle_acts()
    duty.remind_at = window + GAPS[duty.stage - 1] if goes_on else None


def _write(duties: list[Duty]) -> None:
    """What the sweep changed, as one statement: the ORM's own takes ten times as long to build as Postgres to run."""
    columns = [duty.pk for duty in duties], [duty.remind_at for duty in duties], [duty.stage for duty in duties]
    with connection.cursor() as cursor:
        cursor.execute(ADVANCE, columns)


def compose(email: Email) -> Mail | None:
    """What this person still owes and has let pass, now; None when nothing is left to remind of."""
    person, owed = email.person, facts(email.person)
    if not owed:
        return None
    links = {"preferences_url": absolute(unsubscribing.preferences_url()), "unsubscribe_url": absolute(unsubscribing.url(person, KIND))}
    button = {"url": reverse("duties:owed"), "button": "See what you owe"}
    return render("etiquette/email/reminder", {"person": person, **owed, **button, **links}, reader=person)


def facts(person) -> dict:
    """What a mail says of what a person owes and has let pass: `duties`, how many there are and how many are not shown; {} for none."""
    overdue = Duty.objects.overdue().unasked().owed_by(person)
    duties = list(overdue[:SHOWN_AT_MOST])
    count = overdue.count() if len(duties) == SHOWN_AT_MOST else len(duties)
    return {"duties": duties, "count": count, "more": count - len(duties)} if duties else {}


def start() -> None:
    """Tell the outbox how reminders are written; called once when the app is ready."""
    registry.register_kind(KIND, "Reminders of what you owe")
    registry.compose_with(KIND, compose)


def _due(now, batch):
    """By person within a moment (an hour is full of people), so that sweeps side by side have few people in common."""
    due = Duty.objects.open().filter(remind_at__lte=now, person__is_active=True).order_by("remind_at", "person_id")
    return due.select_related("person__mail_preference", "owed_to__mail_preference").select_for_update(skip_locked=True, of=["self"])[
        :batch
    ]


def _reminder(person, window: datetime, habits: Habits, now: datetime) -> Email:
    """The mail of this window, or the part of the digest that speaks of what is owed."""
    empty = Mail(subject="What you owe", text="")
    email = outbox.draft(KIND, to=person, mail=empty, key=f"reminders:{person.pk}:{window:%Y%m%dT%H%MZ}", not_before=window)
    gathering.gather(email, habits, now)
    return email
