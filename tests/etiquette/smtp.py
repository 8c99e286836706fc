"""A real SMTP server on loopback that keeps what it receives, and can be told to misbehave."""

import socket
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class Sink:
    """Keeps mails in `mails`; `replies` are the answers to the next DATA commands, "250 OK" once they are used up.

    `before_reply(mail)` is called while the client still waits for its answer.
    """

    def __init__(self):
        self.mails = []
        self.replies = []
        self.before_reply = lambda mail: None
        self.connections = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802 - aiosmtpd's names
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        mail = message_from_bytes(envelope.content, policy=policy.default)
        await server.loop.run_in_executor(None, self.before_reply, mail)
        reply = self.replies.pop(0) if self.replies else "250 OK"
        if reply.startswith("250"):
            self.mails.append(mail)
        return reply

    @property
    def subjects(self):
        return [mail["Subject"] for mail in self.mails]


def serve(sink):
    """Start serving `sink` on a free port of 127.0.0.1; returns the controller, to be stopped by the caller."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    return controller
