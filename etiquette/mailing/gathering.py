"""Mails that wait for their reader's digest: each a row until then, and a line of one mail afterwards.

What cannot wait never does: essential mail, calendars, secrets, and what would be out of date before the digest goes.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from etiquette.models import Email
from etiquette.reminding.quiet import Habits, next_window

KIND = Email.DIGEST
MOMENT = timedelta(microseconds=1)  # what may go at eight joins the digest of eight


def gather(email: Email, habits: Habits, now: datetime) -> bool:
    """Let an unsaved mail wait for its reader's next digest, if they have one and it can wait; says whether it does."""
    if habits.digest == "each" or email.essential or email.secret or email.calendar:
        return False
    window = next_window(max(now, email.not_before - MOMENT) if email.not_before else now, habits)
    if email.expires and email.expires <= window:
        return False
    email.status, email.not_before, email.next_attempt_at = Email.Status.GATHERED, window, window
    if not email.is_readable:
        email.body_text = email.body_html = ""  # nobody will read it: the digest says its subject, and leads to the page
    return True


def settle(ours: QuerySet, digest: Email, facts: dict) -> int:
    """Write the outcome of a digest and, in one transaction, of what was in it; 0 if the row is not ours any more."""
    with transaction.atomic():
        marked = ours.update(**facts)
        if marked and facts["status"] in {Email.Status.SENT, Email.Status.WITHDRAWN}:
            digest.parts.gathered().update(status=facts["status"], sent_at=facts.get("sent_at"))
        return marked
