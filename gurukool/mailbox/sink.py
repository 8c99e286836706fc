"""An SMTP server on loopback that keeps every mail in a folder: `python -m gurukool.mailbox.sink FOLDER PORT`."""

import signal
import sys
from pathlib import Path

from aiosmtpd.controller import Controller

from gurukool.mailbox.letters import save

STOPPING = {signal.SIGINT, signal.SIGTERM}


class Keeper:
    """What aiosmtpd calls for every mail it has received."""

    def __init__(self, folder):
        self.folder = folder

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        save(self.folder, envelope.content, envelope.rcpt_tos)
        return "250 Kept"


def sink(folder: Path, port: int) -> Controller:
    """A server that keeps mail in `folder`; the caller calls `start()` and `stop()`."""
    return Controller(Keeper(folder), hostname="127.0.0.1", port=port)


def main(folder, port):
    """Serve until told to stop."""
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    controller = sink(Path(folder), int(port))
    controller.start()
    signal.sigwait(STOPPING)
    controller.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
