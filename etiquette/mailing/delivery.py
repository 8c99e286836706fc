"""Delivering the outbox: claim, look again, send, mark. Safe to run in many processes, and to kill at any moment.

A claim lends rows to one worker until the lease is over and raises their fence. Just before each
send the worker renews the lease, which fails if the row was withdrawn or claimed by another since;
afterwards it marks the row only if the fence is still its own.
"""

import logging
import random
from datetime import timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError
from django.db.models import F
from django.utils import timezone

from etiquette import registry
from etiquette.mailing import gathering, transport
from etiquette.models import Duty, Email
from gurukool.lib.mail import Mail

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=settings.OUTBOX_LEASE)  # longer than EMAIL_TIMEOUT
ATTEMPTS_AT_MOST = 8
FIRST_RETRY, LONGEST_RETRY = 15, 6 * 3600  # seconds; eight attempts span about half a day
CLAIM = """
    WITH due AS MATERIALIZED (
        SELECT id FROM etiquette_email
        WHERE status IN ('queued', 'claimed') AND next_attempt_at <= %(now)s
        ORDER BY essential DESC, next_attempt_at LIMIT %(batch)s FOR UPDATE SKIP LOCKED
    )
    UPDATE etiquette_email AS email
    SET status = 'claimed', fence = fence + 1, next_attempt_at = %(until)s
    FROM due WHERE email.id = due.id RETURNING email.*
"""


def deliver(batch: int = 50) -> int:
    """Send up to `batch` due mails over one connection; says how many it dealt with (0: none is due, or no server answers)."""
    emails = claim(batch)
    connection = get_connection()
    done = 0
    try:
        for email in emails:
            transport.connect(connection)
            deliver_one(email, connection)
            done += 1
    except transport.Unreachable as error:
        release(emails[done:], error)
    finally:
        transport.hang_up(connection)
    return done


def claim(batch: int) -> list[Email]:
    """Take up to `batch` due mails that nobody else holds, the essential and the oldest first."""
    now = timezone.now()
    emails = Email.objects.raw(CLAIM, {"now": now, "until": now + LEASE, "batch": batch})
    return sorted(emails, key=lambda email: (not email.essential, email.created_at))


def deliver_one(email: Email, connection) -> None:
    """Send one claimed mail over an open connection, or say in its row why not."""
    email = renew(email)
    if email is None:
        return
    outcome = obstacle(email)
    if outcome:
        settle(email, outcome, error=email.error or f"attempt {email.attempts}: {outcome} before sending")
        return
    try:
        send(email, connection)
    except DatabaseError:
        raise
    except Exception as error:  # whatever one mail does, the queue goes on
        transport.hang_up(connection)
        settle_error(email, error)


def renew(email: Email) -> Email | None:
    """Our row as it is now, its lease renewed and the attempt counted; None if it is no longer ours."""
    ours = Email.objects.filter(pk=email.pk, fence=email.fence, status=Email.Status.CLAIMED)
    if not ours.update(next_attempt_at=timezone.now() + LEASE, attempts=F("attempts") + 1):
        return None
    return Email.objects.select_related("duty", "person").get(pk=email.pk)


def obstacle(email: Email) -> str | None:
    """The status of a mail that must not go out any more; None for one that may."""
    if email.is_expired:
        return Email.Status.EXPIRED
    if email.duty and email.duty.status != Duty.Status.OPEN:
        return Email.Status.WITHDRAWN
    if email.person and not email.person.is_active:
        return Email.Status.WITHDRAWN
    if email.attempts > ATTEMPTS_AT_MOST:
        return Email.Status.FAILED
    return None


def send(email: Email, connection) -> None:
    """Compose (now, for kinds that are composed at the last moment), send and mark."""
    composer = registry.COMPOSERS.get(email.kind)
    mail = composer(email) if composer else Mail(email.subject, email.body_text, email.body_html)
    if mail is None:
        settle(email, Email.Status.WITHDRAWN)
        return
    connection.send_messages([transport.message(email, mail)])
    settle(email, Email.Status.SENT, sent_at=timezone.now(), subject=mail.subject[:300])


def settle(email: Email, status: str, **facts) -> None:
    """Write the outcome, if the row is still ours; a sent mail says so even if it was withdrawn while it went."""
    ours = Email.objects.filter(pk=email.pk, fence=email.fence)
    if status != Email.Status.SENT:
        ours = ours.filter(status=Email.Status.CLAIMED)
    if status == Email.Status.SENT and not email.is_readable or email.secret and status not in Email.UNSENT:
        facts |= {"body_text": "", "body_html": ""}  # nobody reads it any more, and its links may do something
    facts = {"status": status, "error": "", **facts}
    if not (gathering.settle(ours, email, facts) if email.kind == gathering.KIND else ours.update(**facts)):
        logger.warning("mail %s: another worker has it by now, %s not marked", email.pk, status)


def settle_error(email: Email, error: Exception) -> None:
    """Retry later, fail, or park, by what went wrong."""
    status = transport.verdict(error)
    reason = f"{type(error).__name__}: {error}"[:2000]
    logger.warning("mail %s, attempt %d: %s (%s)", email.pk, email.attempts, status, reason)
    if status == Email.Status.QUEUED and email.attempts < ATTEMPTS_AT_MOST:
        settle(email, status, error=reason, next_attempt_at=timezone.now() + backoff(email.attempts))
    else:
        settle(email, Email.Status.FAILED if status == Email.Status.QUEUED else status, error=reason)


def release(emails: list[Email], error: Exception) -> None:
    """Give claimed mails back when the server is away; that is not their fault, so no attempt counts."""
    logger.warning("no mail server: %s", error)
    for email in emails:
        settle(email, Email.Status.QUEUED, error=str(error)[:2000], next_attempt_at=timezone.now() + backoff(1))


def backoff(attempts: int) -> timedelta:
    """How long to wait after so many attempts: four times longer each time, give or take a quarter."""
    seconds = min(FIRST_RETRY * 4 ** (attempts - 1), LONGEST_RETRY)
    return timedelta(seconds=seconds * random.uniform(0.75, 1.25))  # noqa: S311 - spreads load, hides nothing
