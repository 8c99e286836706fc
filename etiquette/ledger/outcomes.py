"""What came of it: asked 1, 3 and 6 months after a thank-you, told to who helped as good news or honest news (rule G3).

Months count from the note itself, so from the session it thanks for; within four weeks a person is asked once about the
same helper, whichever note is the newest. Who would rather not be asked is not.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from etiquette import outbox, registry
from etiquette.models import FollowUp, ThankYou
from etiquette.occasions import Happening, Owes, discharge, happened_for_all, waive_any
from etiquette.registry import DefaultRule
from gurukool.lib.dates import months_after
from gurukool.lib.refusals import Refused

MONTHS = (1, 3, 6)
AT_MOST_EVERY = timedelta(weeks=4)
CATCH_UP = timedelta(weeks=2)  # so long may the scheduler have been off; later, the moment has passed
OCCASION, ACT, KIND = "outcome_asked", "tell_outcome", "outcome"
RULE = DefaultRule(OCCASION, "thanker", ACT, timedelta(days=7), "G3", "Whoever helped you would love to hear how it went on.")


def ask(now: datetime | None = None) -> int:
    """Ask everybody whose time has come; says how many. Safe to run twice, and twice at once."""
    now = now or timezone.now()
    return sum(_ask(months, now) for months in reversed(MONTHS))


@transaction.atomic
def _ask(months: int, now: datetime) -> int:
    notes = list(_due(months, now))
    asked = [FollowUp(note=note, months=months) for note in notes]
    FollowUp.objects.bulk_create(asked, ignore_conflicts=True)
    told = [
        Happening(one, now, [Owes("thanker", one.note.sender, to=one.note.recipient)])
        for one in FollowUp.objects.filter(note__in=notes, months=months).select_related("note__sender", "note__recipient")
    ]
    happened_for_all(OCCASION, told)
    return len(told)


def _due(months: int, now: datetime):
    """The newest note of each pair that is so many months old, unless its sender was asked lately or would rather not be."""
    then = now.replace(**_day(months_after(now.date(), -months)))
    lately = FollowUp.objects.filter(
        note__sender=OuterRef("sender"), note__recipient=OuterRef("recipient"), created_at__gt=now - AT_MOST_EVERY
    )
    notes = ThankYou.objects.filter(created_at__lte=then, created_at__gt=then - CATCH_UP, sender__is_active=True, ask_no_more=False)
    notes = notes.filter(~Exists(lately)).exclude(sender__mail_preference__asks_outcomes=False)
    return notes.order_by("sender", "recipient", "-created_at").distinct("sender", "recipient")


def _day(day) -> dict:
    return {"year": day.year, "month": day.month, "day": day.day}


@transaction.atomic
def tell(follow_up: FollowUp, *, by, outcome: str, text: str = "") -> None:
    """Say what came of it; who helped hears of it at once. Raises Refused for others, and when it was told already."""
    untold = FollowUp.objects.filter(pk=follow_up.pk, note__sender=by, note__ask_no_more=False, told_at=None)
    if not untold.update(outcome=outcome, text=text, told_at=timezone.now()):
        raise Refused("You have told this already. Thank you.")
    follow_up.refresh_from_db()
    discharge(ACT, by=by, about=follow_up)
    note = follow_up.note
    facts = {"follow_up": follow_up, "note": note, "is_good": is_good(outcome), "url": note.get_absolute_url(), "button": "Read it"}
    outbox.post(KIND, to=note.recipient, template="etiquette/email/outcome", context=facts, key=f"outcome:{follow_up.pk}", about=note)
    registry.tell_news(note.recipient, "good news" if is_good(outcome) else "news", f"{by} tells you what came of it.", note)


def ask_no_more(people) -> None:
    """Nothing passes between these two any more: not what came of the thanks they sent each other either."""
    between = ThankYou.objects.filter(sender__in=people, recipient__in=people)
    between.update(ask_no_more=True)
    waive_any(FollowUp.objects.filter(note__in=between))


def is_good(outcome: str) -> bool:
    return outcome == ThankYou.Outcome.GOOD


def start() -> None:
    """Announce the occasion, the act and its rule; called once when the app is ready."""
    registry.register(OCCASION)
    registry.register_act(ACT, "Tell {to} what came of it", "thanks:tell", button="Tell them")
    registry.register_rules([RULE])
    registry.register_kind(KIND, "Somebody tells you what came of it")
