"""What the server says to each mail: 250 only once its row is written, 4xx to try again, 5xx with a sentence."""

import logging

from aiosmtpd.controller import Controller
from django.db import Error, connections

from mentoring.actions import correspondence
from mentoring.correspondence import Unreadable

logger = logging.getLogger(__name__)

LARGEST = 15_000_000  # bytes on the wire: attachments of 10 MB and their encoding
NOBODY = "550 5.1.1 This address answers no message (any more). Please write in Gurukool."
UNREADABLE = "554 5.6.0 We cannot read this mail. Please write in Gurukool."
LATER = "451 4.3.0 We cannot take mail at the moment. Please try again later."


class Reception:
    """What aiosmtpd calls. Rows are read and written in its thread pool, never in its loop."""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's names
        answer = await server.loop.run_in_executor(None, attempt, recognise, address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        return await server.loop.run_in_executor(None, attempt, take, envelope)


def attempt(step, argument) -> str:
    """The answer of a step; “later” when the database does not answer, so that the sender keeps the mail."""
    try:
        return step(argument)
    except Unreadable:
        return UNREADABLE
    except Error:
        logger.exception("a mail came and could not be kept")
        return LATER
    finally:
        connections.close_all()  # this thread's; mail is rare, so none is kept waiting for the next


def recognise(address: str) -> str:
    return "250 OK" if correspondence.find(address) else NOBODY


def take(envelope) -> str:
    letter = correspondence.read(envelope.content, envelope.mail_from)
    for address in envelope.rcpt_tos:
        found = correspondence.find(address)
        if found is None:
            return NOBODY
        correspondence.receive(*found, letter)
    return "250 2.0.0 Thank you"


def reception(host: str, port: int) -> Controller:
    """The server; the caller calls `start()` and `stop()`."""
    return Controller(Reception(), hostname=host, port=port, data_size_limit=LARGEST, ident="Gurukool")
