"""Real processes around the test database: web servers and workers that a test may kill."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from urllib.parse import quote

from django.db import connection

PATIENCE = 30  # seconds


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def environment(**more):
    """The environment of a child process that works on the same test database as this test."""
    facts = connection.settings_dict
    host = facts["HOST"] or facts["OPTIONS"].get("host", "")
    url = f"postgresql://{facts['USER']}:{facts['PASSWORD']}@{'' if host.startswith('/') else host}/{facts['NAME']}"
    if host.startswith("/"):
        url += f"?host={quote(host, safe='')}"
    return os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "gurukool.settings"} | more


@contextmanager
def running(*command, **more):
    """A child process and its children, killed at the end if they still run."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    child = subprocess.Popen([sys.executable, "-m", *command], env=environment(**more), start_new_session=True, **quiet)
    try:
        yield child
    finally:
        kill(child)


def kill(child):
    """SIGKILL for it and all its children, as a power cut would."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


@contextmanager
def web(application="gurukool.wsgi:application", *, workers=2, threads=8):
    """A gunicorn on loopback; yields its port once it answers."""
    port = free_port()
    options = ["--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--threads", str(threads), "--backlog", "2048", "--timeout", "60"]
    with running("gunicorn", application, *options, DEBUG="False") as master:
        try:
            wait_for(lambda: answers(port))
            yield port
        finally:
            master.terminate()
            master.wait(PATIENCE)


def answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def wait_for(condition, patience=PATIENCE):
    """Look until `condition()` is true; fail the test when patience ends."""
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, f"{condition} did not come true within {patience} s"
        time.sleep(0.1)
