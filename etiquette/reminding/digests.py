"""Digests: who would rather be mailed once a day or once a week gets all that waits by then as one mail.

Each news is a row that waits (`gathered`); when its window has come, one mail is made of a person's rows, and written at
the moment it goes: what was taken back, has expired or is done meanwhile is not in it.
"""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from etiquette import outbox, registry
from etiquette.mailing import delivery, unsubscribing
from etiquette.mailing.gathering import KIND
from etiquette.models import Email, MailPreference
from etiquette.reminding import reminders, telling
from etiquette.reminding.habits import habits_from, wants
from etiquette.reminding.quiet import after_quiet, next_window
from gurukool.lib.mail import Mail, absolute, render

SHOWN_AT_MOST = 40


@transaction.atomic
def sweep(now: datetime | None = None, batch: int = 500) -> int:
    """Make one mail of each person's news whose window has come; says how many people it looked at (0: none is left).

    Whoever sweeps holds the people's preferences, so that two sweeps at once make one mail. News that comes after
    the digest of its window has been made joins the next. Queries are constant per batch.
    """
    now = now or timezone.now()
    likes = {one.person_id: one for one in _due(now, batch)}
    parts = defaultdict(list)
    for part in Email.objects.waiting_for_digest().filter(person__in=likes, next_attempt_at__lte=now).defer(*Email.BODIES):
        parts[part.person_id].append(part)
    digests = {person: _digest(likes[person], found, now) for person, found in parts.items()}
    made = set(Email.objects.filter(key__in=[one.key for one in digests.values()]).values_list("person", flat=True))
    _put_off([part for person in made for part in parts[person]], likes, now)
    outbox.enqueue_all([one for person, one in digests.items() if person not in made])
    _bind([part for person in parts.keys() - made for part in parts[person]], digests)
    return len(likes)


def _due(now: datetime, batch: int):
    """The preferences of people whose news have waited long enough, ours until the end of the transaction."""
    waits = Email.objects.waiting_for_digest().filter(person=OuterRef("person"), next_attempt_at__lte=now)
    found = MailPreference.objects.filter(Exists(waits)).select_related("person")
    return found.select_for_update(skip_locked=True, of=["self"])[:batch]


def _digest(likes: MailPreference, parts: list[Email], now: datetime) -> Email:
    """The unsaved mail of a window; after a standstill it keeps the quiet hours of its reader all the same."""
    window = max(part.next_attempt_at for part in parts)
    key = f"digest:{likes.person_id}:{window:%Y%m%dT%H%MZ}"
    return outbox.draft(KIND, to=likes.person, mail=Mail("What is new", ""), key=key, not_before=after_quiet(now, habits_from(likes)))


def _put_off(parts: list[Email], likes: dict, now: datetime) -> None:
    for part in parts:
        part.not_before = part.next_attempt_at = next_window(now, habits_from(likes[part.person_id]))
    Email.objects.bulk_update(parts, ["not_before", "next_attempt_at"], batch_size=500)


def _bind(parts: list[Email], digests: dict) -> None:
    """Each of these rows belongs to the digest of its person from now on; one statement."""
    keys = [one.key for one in digests.values()]
    theirs = Email.objects.filter(key__in=keys, person=OuterRef("person")).values("pk")[:1]
    Email.objects.waiting_for_digest().filter(pk__in=[part.pk for part in parts]).update(digest=Subquery(theirs))


def follow(likes: MailPreference) -> None:
    """A person has chosen anew when to be mailed: what waits for a digest goes at their next time as it is now."""
    window = next_window(timezone.now(), habits_from(likes))
    waiting = Email.objects.waiting_for_digest().filter(person=likes.person)
    waiting.update(not_before=window, next_attempt_at=window)


def compose(email: Email) -> Mail | None:
    """All that is still true of what was gathered for this digest; None when nothing is left, or it is not wanted any more."""
    person = email.person
    gathered = email.parts.gathered().select_related("duty__person", "duty__owed_to", "person__mail_preference")
    parts = _true(gathered.order_by("created_at", "pk"))
    kinds = {part.kind for part in parts}
    news = [part for part in parts if part.kind not in {reminders.KIND, telling.KIND}]
    owed = reminders.facts(person) if reminders.KIND in kinds else {}
    told = [part.duty for part in parts if part.kind == telling.KIND and telling.is_so(part.duty)]
    if not (news or owed or told) or not wants(person, KIND):
        return None
    lines = [part.subject for part in news] + [duty.title for duty in owed.get("duties", [])] + [duty.told_sentence for duty in told]
    links = {"preferences_url": absolute(unsubscribing.preferences_url()), "unsubscribe_url": absolute(unsubscribing.url(person, KIND))}
    facts = {"person": person, "news": news[:SHOWN_AT_MOST], "further": len(news[SHOWN_AT_MOST:]), "told": told, "first": lines[0]}
    facts |= {"others": len(lines) - 1 + owed.get("more", 0), "url": "/", "button": "See it all", **owed, **links}
    return render("etiquette/email/digest", facts, reader=person)


def _true(parts) -> list[Email]:
    """Those that may still be said; the others are taken back."""
    kept, gone = [], []
    for part in parts:
        (gone if delivery.obstacle(part) or not wants(part.person, part.kind) else kept).append(part)
    Email.objects.filter(pk__in=[part.pk for part in gone]).withdraw() if gone else None
    return kept


def start() -> None:
    """Tell the outbox how digests are written; called once when the app is ready."""
    registry.register_kind(KIND, "The digest, if you have chosen one")
    registry.compose_with(KIND, compose)
