"""Writing a mail: from a template and its context to a row of the outbox that is not stored yet."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from etiquette.mailing import unsubscribing
from etiquette.models import Duty, Email
from etiquette.models.about import about_facts
from gurukool.lib.mail import Mail, absolute, render

COLUMNS = ["not_before", "expires", "reply_to", "calendar", "calendar_method", "essential", "secret", "duty"]


@dataclass(frozen=True)
class Posting:
    """One mail to be written from `templates/<template>/` to a person or an address.

    It is not sent before `not_before`, after `expires`, once withdrawn, or once its `duty` is closed.
    Its line in a digest leads to `link`, else to where its button does.
    Answers go to `reply_to`, else to the programme. An `essential` one goes to people who unsubscribed from its `kind`, too.
    """

    kind: str
    to: Any
    template: str
    context: dict
    key: str
    about: Any = None
    not_before: datetime | None = None
    expires: datetime | None = None
    reply_to: str = ""
    calendar: str = ""
    calendar_method: str = ""
    essential: bool = False
    secret: bool = False
    duty: Duty | None = None
    link: str = ""

    def row(self) -> Email:
        """The mail as an unsaved row of the outbox."""
        mail = compose(self.kind, to=self.to, template=self.template, context=self.context, essential=self.essential)
        facts = {name: getattr(self, name) for name in COLUMNS}
        facts["link"] = self.link or self.context.get("url", "")
        return draft(self.kind, to=self.to, mail=mail, key=self.key, about=self.about, **facts)


def compose(kind: str, *, to, template: str, context: dict, essential: bool = False) -> Mail:
    """The mail `post` would write now: to show it before anything is sent."""
    return render(template, {**_reader(to, kind, essential), **context}, reader=to)


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


def _reader(to, kind: str, essential: bool) -> dict:
    """What every template may say about its reader."""
    if not hasattr(to, "pk"):
        return {}
    facts = {"person": to, "preferences_url": absolute(unsubscribing.preferences_url()), "essential": essential}
    return facts if essential else {**facts, "unsubscribe_url": absolute(unsubscribing.url(to, kind))}
