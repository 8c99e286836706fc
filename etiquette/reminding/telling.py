"""Telling who something is owed to, kindly and once, that it takes longer: one mail per person and window, written when it goes."""

from datetime import datetime

from django.urls import reverse

from etiquette import outbox, registry
from etiquette.mailing import gathering, unsubscribing
from etiquette.models import Duty, Email
from etiquette.reminding.habits import habits_of, wants
from etiquette.reminding.quiet import back_on, next_window
from gurukool.lib.mail import Mail, absolute, render

KIND = "takes_longer"
SHOWN_AT_MOST = 20


def may_be_told(duty: Duty) -> bool:
    """Whether the act has a sentence for the other side, and there is one who may read it."""
    return duty.can_be_told and duty.owed_to.is_active


def mail(duty: Duty, away, now: datetime) -> Email | None:
    """The mail to who is waiting, in their own next window, or a line for their digest; None for who would rather not know."""
    person = duty.owed_to
    if not wants(person, KIND):
        return None
    habits = habits_of(person, away)
    window = next_window(now, habits)
    window = back_on(window, habits) or window
    one = None if habits.digest == "each" else duty  # a digest may go when an admin looks already: its line knows of what it speaks
    key = f"told:{one.pk if one else person.pk}:{window:%Y%m%dT%H%MZ}"
    email = outbox.draft(KIND, to=person, mail=Mail("What takes longer", ""), key=key, not_before=window, duty=one)
    gathering.gather(email, habits, now)
    return email


def compose(email: Email) -> Mail | None:
    """One neutral sentence for each thing that is still late; None when all of it came meanwhile."""
    person = email.person
    duties = list(Duty.objects.told_to(person)[:SHOWN_AT_MOST])
    if not duties:
        return None
    links = {"preferences_url": absolute(unsubscribing.preferences_url()), "unsubscribe_url": absolute(unsubscribing.url(person, KIND))}
    facts = {"person": person, "duties": duties, "url": reverse("duties:owed"), "button": "See what is promised to you", **links}
    return render("etiquette/email/takes_longer", facts, reader=person)


def is_so(duty: Duty | None) -> bool:
    """Whether it is there and late, and who waits may know: nothing was promised for later meanwhile."""
    return duty is not None and duty.is_overdue and duty.stage >= Duty.Stage.TOLD


def start() -> None:
    """Tell the outbox how these mails are written; called once when the app is ready."""
    registry.register_kind(KIND, "Something you wait for takes longer")
    registry.compose_with(KIND, compose)
