"""Mails as files: one `.eml` each, named by the moment it came, so that names sort by age."""

import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Letter:
    """One mail of the mailbox."""

    path: Path

    @property
    def name(self):
        return self.path.stem

    @property
    def arrived(self):
        return datetime.fromtimestamp(int(self.name.split("-")[0]) / 1e9, UTC)

    @cached_property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.path.read_bytes(), policy=default)

    @property
    def subject(self):
        return self.message["Subject"] or "(no subject)"

    @property
    def sender(self):
        return self.message["From"] or "(nobody)"

    @property
    def recipients(self):
        """Whom the server was asked to deliver to, blind copies included."""
        return ", ".join(self.message.get_all("Delivered-To", []))

    @property
    def text(self):
        return self._body("plain")

    @property
    def html(self):
        return self._body("html")

    @property
    def attachments(self):
        """Every part a mail program would offer to save: attached files and calendar parts."""
        return [part for part in self.message.walk() if part.is_attachment() or part.get_content_type() == "text/calendar"]

    def _body(self, kind):
        part = self.message.get_body([kind])
        return part.get_content() if part else ""


def save(folder: Path, content: bytes, recipients) -> Letter:
    """File one mail; readers see all of it or nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{time.time_ns():020d}-{secrets.token_hex(4)}"
    envelope = "".join(f"Delivered-To: {recipient}\r\n" for recipient in recipients).encode()
    unfinished = folder / f"{name}.part"
    unfinished.write_bytes(envelope + content)
    return Letter(unfinished.rename(folder / f"{name}.eml"))


def letters(folder: Path, limit: int | None = None) -> list[Letter]:
    """The mails of a mailbox, newest first."""
    return [Letter(path) for path in sorted(folder.glob("*.eml"), reverse=True)[:limit]]
