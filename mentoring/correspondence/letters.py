"""Reading one mail as it came over the wire: who wrote it, whether a machine did, what it says, what is enclosed."""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr

from mentoring.correspondence.quoting import own_words

ESCAPED = re.compile(r"\\([-+*_.#>`!()\[\]])")  # what Markdown would escape
LONGEST = 400_000  # characters of a body anybody looks at
MACHINES = ("mailer-daemon@", "postmaster@", "no-reply@", "noreply@", "bounce@", "bounces@")
AUTO_HEADERS = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Failed-Recipients", "List-Id", "Feedback-ID")
AUTO_SUBJECTS = ("automatic reply", "auto:", "autoreply", "out of office", "abwesen", "automatische antwort", "réponse automatique",
                 "respuesta automática", "undeliver", "delivery status notification", "mail delivery failed")  # fmt: skip


class Unreadable(ValueError):
    """A mail that cannot be understood, as a sentence."""


@dataclass(frozen=True)
class Enclosure:
    """A file sent along."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """A mail: its sender's address, a name for this very mail, its own words; `automatic` says why a machine wrote it, else empty."""

    sender: str
    key: str
    text: str
    automatic: str = ""
    enclosures: tuple[Enclosure, ...] = field(default=())


def read_letter(raw: bytes, *, envelope_sender: str | None, senders: Collection[str]) -> Letter:
    """Read a mail; `senders`: the names and addresses our own mails come from, by which quoted text is known.

    Raises Unreadable for bytes that are no mail.
    """
    try:
        mail = message_from_bytes(raw, policy=policy.default)
        sender = parseaddr(str(mail["From"] or ""))[1].lower()
        text = own_words(_body(mail), senders)
        return Letter(sender, _key(mail, raw), text, _automatic(mail, sender, envelope_sender), tuple(_enclosures(mail)))
    except (MessageError, LookupError, ValueError, AttributeError, TypeError) as error:
        raise Unreadable("This mail has a form we cannot read.") from error


def _key(mail: EmailMessage, raw: bytes) -> str:
    """The same for a mail delivered twice: its Message-ID, or its very bytes if it has none."""
    named = str(mail["Message-ID"] or "").strip()
    return hashlib.sha256(named.encode() or raw).hexdigest()


def _automatic(mail: EmailMessage, sender: str, envelope_sender: str | None) -> str:
    """Why no person wrote it (RFC 3834): such a mail is never answered, or put into a conversation."""
    if not envelope_sender or envelope_sender == "<>":
        return "no return path"
    if str(mail.get("Auto-Submitted", "no")).split(";")[0].strip().lower() != "no":
        return "Auto-Submitted"
    if str(mail.get("Precedence", "")).strip().lower() in {"bulk", "junk", "list", "auto_reply"}:
        return "Precedence"
    if sender.startswith(MACHINES) or mail.get_content_type() in {"multipart/report", "text/calendar"}:
        return "a machine's address or report"
    if any(mail[name] for name in AUTO_HEADERS) or _is_calendar_reply(mail):
        return "an automatic header"
    return "an automatic subject" if str(mail.get("Subject", "")).strip().lower().startswith(AUTO_SUBJECTS) else ""


def _is_calendar_reply(mail: EmailMessage) -> bool:
    """A calendar's own answer to an invitation: harmless, since bookings change only on our pages."""
    return any(part.get_content_type() == "text/calendar" for part in mail.walk())


def _body(mail: EmailMessage) -> str:
    part = mail.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    text = _decoded(part)[:LONGEST].replace("\x00", "")  # no text of ours holds one
    return _plain(text) if part.get_content_type() == "text/html" else text


def _decoded(part: EmailMessage) -> str:
    """The text of a part, also where it names a charset nobody knows."""
    try:
        return part.get_content()
    except LookupError:
        return part.get_payload(decode=True).decode("utf-8", "replace")


def _plain(html: str) -> str:
    """HTML as plain text, quotes marked by `>`."""
    from html2text import HTML2Text

    reader = HTML2Text(bodywidth=0)
    reader.ignore_links = reader.ignore_images = reader.ignore_emphasis = reader.ignore_tables = True
    reader.escape_snob = False
    return ESCAPED.sub(r"\1", reader.handle(html))


def _enclosures(mail: EmailMessage):
    for part in mail.iter_attachments() if mail.is_multipart() else ():
        if part.is_multipart():
            continue
        yield Enclosure(part.get_filename() or "attachment", part.get_payload(decode=True) or b"")
