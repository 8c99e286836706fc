"""One mail on the wire: how it is built, how it is sent, and what a refusal means."""

import contextlib
import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from etiquette.mailing import unsubscribing
from etiquette.models import Email
from gurukool.lib.mail import Mail, absolute


class Unreachable(Exception):
    """There is no mail server to talk to; it is nobody's fault in particular, so every mail waits."""


def message(email: Email, mail: Mail) -> EmailMultiAlternatives:
    """The mail as it travels: text, HTML, perhaps a calendar, and headers that say a machine sent it."""
    built = EmailMultiAlternatives(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [address(email)], headers=headers(email))
    built.reply_to = [email.reply_to] if email.reply_to else []
    if mail.html:
        built.attach_alternative(mail.html, "text/html")
    if email.calendar:
        built.attach_alternative(email.calendar, f"text/calendar; method={email.calendar_method}")
        built.attach("invite.ics", email.calendar.encode(), "application/ics")
    return built


def address(email: Email) -> str:
    """Where it goes: to the person's address of today, since a mail may wait in the queue for weeks."""
    return email.person.email if email.person else email.to_address


def headers(email: Email) -> dict[str, str]:
    """The fixed Message-ID; and, for what one may leave, the way to leave it (RFC 8058)."""
    fixed = {"Message-ID": email.message_id, "Auto-Submitted": "auto-generated"}
    if email.essential or email.person is None:
        return fixed
    leave = absolute(unsubscribing.url(email.person, email.kind))
    return {**fixed, "List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def connect(connection) -> None:
    """Open `connection` unless it is open; raises Unreachable when it cannot be."""
    try:
        connection.open()
    except OSError as error:  # every SMTPException is one too: no login, no greeting, no route
        raise Unreachable(f"{type(error).__name__}: {error}") from error


def hang_up(connection) -> None:
    """Close quietly; the next send opens a new connection."""
    with contextlib.suppress(OSError):
        connection.close()


def verdict(error: Exception) -> str:
    """What an error means for the mail: try again (queued), failed for good, or parked for a person to look at."""
    code = response_code(error)
    if code is not None:
        return Email.Status.FAILED if 500 <= code < 600 else Email.Status.QUEUED
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return Email.Status.QUEUED
    if isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException):
        return Email.Status.QUEUED
    return Email.Status.PARKED


def response_code(error: Exception) -> int | None:
    """The server's own number, where it gave one."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))[0]
    return getattr(error, "smtp_code", None)
