"""An SMTP server that may be killed: it answers 250 only after the mail stands in its file; `python -m tests.faults.sink PORT FILE`."""

import asyncio
import os
import sys
from email import message_from_bytes, policy

from aiosmtpd.controller import UnthreadedController

MARK = "\t"


class Ledger:
    """Appends one line a mail: its reader and its Message-ID."""

    def __init__(self, path):
        self.file = open(path, "a")  # noqa: SIM115 - for as long as the process lives

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.file.write(f"{mail['To']}{MARK}{mail['Message-ID']}\n")
        self.file.flush()
        os.fsync(self.file.fileno())
        return "250 OK"


def arrived(path):
    """(reader, Message-ID) of every mail that arrived so far, in order."""
    return [tuple(line.split(MARK)) for line in path.read_text().splitlines() if MARK in line] if path.exists() else []


async def serve(port, path):
    controller = UnthreadedController(Ledger(path), hostname="127.0.0.1", port=port, loop=asyncio.get_running_loop())
    await controller.loop.create_server(controller.factory, "127.0.0.1", port)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2]))
