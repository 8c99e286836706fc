"""Mail, as rows: written in the transaction of the act, sent afterwards by whoever gets to it first."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from etiquette import unsubscribing
from etiquette.delivery import deliver
from etiquette.models import Duty, Email, MailPreference
from etiquette.models.about import about_facts
from etiquette.nudge import nudge
from gurukool.lib.mail import Mail, absolute, render
from gurukool.lib.refusals import Refused

__all__ = ["compose", "deliver", "draft", "drop", "enqueue", "hold", "message_id", "post", "release", "retry", "rewrite", "withdraw"]


def post(
    kind: str,
    *,
    to,
    template: str,
    context: dict,
    key: str,
    about=None,
    not_before: datetime | None = None,
    expires: datetime | None = None,
    calendar: str = "",
    calendar_method: str = "",
    essential: bool = False,
    secret: bool = False,
    duty: Duty | None = None,
) -> Email | None:
    """Write one mail from `templates/<template>/` to a person or an address, in the caller's transaction.

    Idempotent on `key`: the row that is there already is returned. None: the person unsubscribed
    from this `kind` and it is not `essential`. It is not sent before `not_before`, after `expires`,
    once withdrawn, or once its `duty` is closed.
    """
    if not essential and _unsubscribed(to, kind):
        return None
    mail = compose(kind, to=to, template=template, context=context, essential=essential)
    timing = {"not_before": not_before, "expires": expires}
    extras = {"calendar": calendar, "calendar_method": calendar_method, "essential": essential, "secret": secret, "duty": duty}
    return enqueue(kind, to=to, mail=mail, key=key, about=about, **timing, **extras)


def compose(kind: str, *, to, template: str, context: dict, essential: bool = False) -> Mail:
    """The mail `post` would write now: to show it before anything is sent."""
    return render(template, {**_reader(to, kind, essential), **context}, zone=getattr(to, "zone", "UTC"))


def enqueue(kind: str, *, to, mail: Mail, key: str, about=None, **facts) -> Email:
    """Put a mail that is written already into the outbox; `facts` are columns of Email. Idempotent on `key`."""
    email = draft(kind, to=to, mail=mail, key=key, about=about, **facts)
    Email.objects.bulk_create([email], ignore_conflicts=True)
    if email.not_before is None:
        transaction.on_commit(lambda: nudge("etiquette.tasks.deliver"), robust=True)
    return Email.objects.get(key=key)


def hold(emails: list[Email]) -> None:
    """Keep these unsaved mails as drafts: nothing sends them before `release`."""
    for email in emails:
        email.status = Email.Status.DRAFT
    Email.objects.bulk_create(emails)


def release(keys: Iterable[str], *, instead_of: Iterable = ()) -> int:
    """Queue the drafts with these keys; what else is queued about the objects they are `instead_of` is no longer true. Says how many."""
    Email.objects.about_any(instead_of).unsent().update(status=Email.Status.WITHDRAWN)
    released = Email.objects.drafts().filter(key__in=list(keys)).update(status=Email.Status.QUEUED, next_attempt_at=timezone.now())
    transaction.on_commit(lambda: nudge("etiquette.tasks.deliver"), robust=True)
    return released


def rewrite(key: str, *, subject: str, text: str) -> None:
    """Put a person's own words into a draft; it goes out as plain text. Raises Refused once it is released."""
    if not Email.objects.drafts().filter(key=key).update(subject=subject, body_text=text, body_html=""):
        raise Refused("This mail is no longer a draft, so it cannot be changed.")


def drop(keys: Iterable[str]) -> int:
    """Take drafts back; says how many."""
    return Email.objects.drafts().filter(key__in=list(keys)).withdraw()


def draft(kind: str, *, to, mail: Mail, key: str, about=None, **facts) -> Email:
    """An unsaved row of the outbox."""
    return Email(
        kind=kind,
        key=key,
        message_id=message_id(key),
        person=to if hasattr(to, "email") else None,
        to_address=getattr(to, "email", to),
        subject=mail.subject[:300],
        body_text=mail.text,
        body_html=mail.html,
        next_attempt_at=facts.get("not_before") or timezone.now(),
        **(about_facts(about) if about else {}),
        **facts,
    )


def message_id(key: str) -> str:
    """The Message-ID of a key, always the same, so that a mail sent twice is one mail to its reader."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{settings.SITE_HOST}>"


def withdraw(about) -> int:
    """What unsent mails say about this object is no longer true: take them back; says how many."""
    return Email.objects.about(about).withdraw()


def retry(email: Email) -> None:
    """Queue a failed or parked mail once more; raises Refused when it is neither, or its text is forgotten."""
    if email.secret:
        raise Refused("This mail carried a code that is no longer valid; the person can ask for a new one.")
    stuck = Email.objects.filter(pk=email.pk, status__in=Email.STUCK)
    if not stuck.update(status=Email.Status.QUEUED, attempts=0, next_attempt_at=timezone.now(), error=""):
        raise Refused("This mail is not stuck, so there is nothing to send again.")
    transaction.on_commit(lambda: nudge("etiquette.tasks.deliver"), robust=True)


def _unsubscribed(to, kind: str) -> bool:
    return hasattr(to, "pk") and MailPreference.objects.filter(person=to, unsubscribed__contains=[kind]).exists()


def _reader(to, kind: str, essential: bool) -> dict:
    """What every template may say about its reader."""
    if not hasattr(to, "pk"):
        return {}
    facts = {"person": to, "preferences_url": absolute(unsubscribing.preferences_url())}
    return facts if essential else {**facts, "unsubscribe_url": absolute(unsubscribing.url(to, kind))}
