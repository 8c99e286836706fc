"""What must be so before anything starts; each refusal is one sentence."""

import fcntl
import os
import shutil
import socket
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LAST_PORT = 65500  # leaves room for the mail ports, 25 and 26 above
ROOM = 300  # MB


class Trouble(Exception):
    """Why nothing was started, and what to do about it."""


def data_dir():
    """Where database, broker and mailbox keep their files."""
    return Path(os.environ.get("GURUKOOL_DATA") or ROOT / ".data")


def web_port():
    """The port asked for."""
    wanted = os.environ.get("PORT") or "8000"
    if not wanted.isdecimal() or not 0 < int(wanted) <= LAST_PORT:
        raise Trouble(f"PORT={wanted} is not a port number; give one from 1 to {LAST_PORT}.")
    return int(wanted)


def mail_port():
    """The port of the mailbox's SMTP server, the one that settings send to."""
    return int(os.environ.get("MAILBOX_PORT") or web_port() + 25)


def inbound_port():
    """The port on which answers by mail arrive."""
    return int(os.environ.get("INBOUND_PORT") or web_port() + 26)


def demand_free(port):
    """Refuse a port that another program listens on, or that this user may not open."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            reason = error.strerror.lower()
            raise Trouble(f"Port {port} cannot be used ({reason}): free it, or choose another with `make run PORT=8080`.") from None


def demand_room(folder):
    """Refuse a folder that cannot be written, or a disk that is full."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".writable").touch()
    except OSError as error:
        raise Trouble(f"{folder} cannot be written ({error.strerror.lower()}): set GURUKOOL_DATA to a folder of yours.") from None
    free = shutil.disk_usage(folder).free // 1024**2
    if free < ROOM:
        raise Trouble(f"The disk is full: {free} MB free, {ROOM} MB needed; make room and try again.")


@contextmanager
def alone(folder):
    """Hold the folder while running; a second `make run` on the same data would steal its broker."""
    with (folder / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble(f"Gurukool already runs on {folder}: stop it first, or set GURUKOOL_DATA to another folder.") from None
        yield
