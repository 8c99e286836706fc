"""Reply addresses: `r+TOKEN@domain`, where the token names a message and its reader and carries our signature.

The local part has 54 of the 64 characters RFC 5321 allows, in letters and digits that survive being lower-cased on the way.
"""

import hashlib
import hmac
from base64 import b32decode, b32encode
from binascii import Error
from dataclasses import dataclass
from uuid import UUID

PREFIX = "r+"
PERSON_BYTES, SIGNATURE_BYTES = 6, 10
PURPOSE = b"mentoring.correspondence.reply"


@dataclass(frozen=True)
class ReplyTo:
    """What an answer answers: a message (its key) and who was to read it (their number)."""

    message: UUID
    person: int


def reply_address(reply_to: ReplyTo, *, domain: str, secret: str) -> str:
    """The address by which this reader answers this message."""
    named = reply_to.message.bytes + reply_to.person.to_bytes(PERSON_BYTES)
    token = b32encode(named + _signature(named, secret)).decode().rstrip("=").lower()
    return f"{PREFIX}{token}@{domain}"


def read_address(address: str, *, domain: str, secret: str) -> ReplyTo | None:
    """What `reply_address` put into an address; None for one we did not make."""
    local, _, host = address.strip().lower().partition("@")
    if host != domain.lower() or not local.startswith(PREFIX):
        return None
    token = local.removeprefix(PREFIX).upper()
    try:
        content = b32decode(token + "=" * (-len(token) % 8))
    except (Error, ValueError):
        return None
    named, signature = content[:-SIGNATURE_BYTES], content[-SIGNATURE_BYTES:]
    if len(named) != 16 + PERSON_BYTES or not hmac.compare_digest(signature, _signature(named, secret)):
        return None
    return ReplyTo(UUID(bytes=named[:16]), int.from_bytes(named[16:]))


def _signature(named: bytes, secret: str) -> bytes:
    key = hashlib.sha256(PURPOSE + secret.encode()).digest()
    return hmac.digest(key, named, "sha256")[:SIGNATURE_BYTES]
