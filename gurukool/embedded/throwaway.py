"""Run one command against a database and a broker of its own, and leave nothing behind.

`python -m gurukool.embedded.throwaway pytest …`
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from gurukool.embedded import postgres_url, start_valkey, valkey_socket, valkey_url

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
UNSAFE = dict.fromkeys(["fsync", "synchronous_commit", "full_page_writes"], "off")
FAST_AND_WIDE = UNSAFE | {"shared_buffers": "256MB", "max_connections": "300"}


@contextmanager
def throwaway():
    """Start both services in a temporary directory; yield the environment that points to them."""
    home = Path(tempfile.mkdtemp(prefix="gurukool-"))
    broker = start_valkey(home)
    try:
        yield {"DATABASE_URL": postgres_url(home, **FAST_AND_WIDE), "REDIS_URL": valkey_url(home), "GURUKOOL_DATA": str(home)}
    finally:
        remove(home, broker)


def remove(home, broker):
    """Stop both services and delete their data, whatever happened before."""
    from gurukool.embedded.postgres import stop

    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    broker.terminate()
    stop(home)
    broker.wait()
    valkey_socket(home).unlink(missing_ok=True)
    shutil.rmtree(home, ignore_errors=True)


def interrupted(number, frame):
    """Leave through the `finally` blocks when told to stop."""
    sys.exit(128 + number)


def run(command):
    """Run `command` inside `throwaway()`; return its exit status."""
    for number in SIGNALS:
        signal.signal(number, interrupted)
    with throwaway() as environment, subprocess.Popen(command, env=os.environ | environment) as child:
        try:
            return child.wait()
        finally:
            child.terminate()


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
