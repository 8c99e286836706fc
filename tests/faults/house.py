"""A whole installation of a test's own (Postgres, Valkey, worker, beat, web, SMTP sink), every part of which may be killed."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import psutil
import psycopg2

from gurukool.embedded import start_valkey, valkey_url
from gurukool.embedded.postgres import Postgres
from tests.faults import sink
from tests.processes import free_port, kill

PROCESSES = 2  # of the worker: each may have one mail in hand when it is killed
RECOVERY = 120  # seconds Postgres may take to come back after a kill, on a busy machine
LEASE = 6  # seconds, so that a killed worker's mails are soon anybody's again
QUIET = ["--loglevel", "ERROR", "--without-gossip", "--without-mingle", "--without-heartbeat"]
BUSY = {"shared_buffers": "64MB", "max_connections": "60"}  # durable, unlike the suite's own: it has to survive kill -9


class House:
    """Parts by name: `kill(part)` is kill -9 for it and its children, `start(part)` brings it back. `kills` counts."""

    PARTS = ["postgres", "redis", "sink", "worker", "beat", "web"]

    def __init__(self, home, app="gurukool"):
        self.home, self.app, self.kills, self.children = home, app, {}, {}
        self.ledger, self.smtp, self.port = home / "ledger", free_port(), free_port()
        self.start("postgres")
        self.environment = os.environ | {
            "DATABASE_URL": self.url,
            "REDIS_URL": valkey_url(home),
            "GURUKOOL_DATA": str(home),
            "EMAIL_URL": f"smtp://127.0.0.1:{self.smtp}",
            "EMAIL_TIMEOUT": "3",
            "OUTBOX_LEASE": str(LEASE),
            "DJANGO_SETTINGS_MODULE": "gurukool.settings",
            "DEBUG": "False",
        }
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], env=self.environment, check=True)

    def start(self, part):
        if part == "postgres":
            self._start_postgres()
        elif part == "redis":
            self.children[part] = start_valkey(self.home)
        else:
            self.children[part] = self._run(*self._command(part))

    def _start_postgres(self):
        """Start it; after a kill its recovery may take longer than the wheel waits for, so wait on and join then."""
        self.server = Postgres(self.home / "postgres", BUSY)
        self.server.pgdata.mkdir(parents=True, exist_ok=True)
        try:
            self.server.start()
        except subprocess.SubprocessError:
            self.ask("SELECT 1")
            self.server.start()
        self.url = self.server.url

    def _command(self, part):
        return {
            "sink": ["tests.faults.sink", str(self.smtp), str(self.ledger)],
            "worker": ["celery", "-A", self.app, "worker", "--concurrency", str(PROCESSES), *QUIET],
            "beat": ["tests.faults.beat"],
            "web": ["gunicorn", "gurukool.wsgi:application", "--bind", f"127.0.0.1:{self.port}", "--workers", "1"],
        }[part]

    def _run(self, *command):
        log = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen([sys.executable, "-m", *command], env=self.environment, start_new_session=True, **log)

    def kill(self, part):
        self.kills[part] = self.kills.get(part, 0) + 1
        self._kill_postgres() if part == "postgres" else kill(self.children.pop(part))

    def _kill_postgres(self):
        pid = int((self.server.pgdata / "postmaster.pid").read_text().splitlines()[0])
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGKILL)
        psutil.wait_procs(family, timeout=10)
        self.server.cleanup()

    def ask(self, query, *facts):
        """The rows of a query; patient while Postgres recovers."""
        deadline = time.monotonic() + RECOVERY
        while True:
            try:
                with psycopg2.connect(self.url) as connection, connection.cursor() as cursor:
                    cursor.execute(query, facts)
                    return cursor.fetchall() if cursor.description else []
            except psycopg2.OperationalError:
                assert time.monotonic() < deadline, "Postgres does not come back"
                time.sleep(0.2)

    def arrived(self):
        return sink.arrived(self.ledger)

    def close(self):
        for child in self.children.values():
            kill(child)
        self.server.cleanup()
