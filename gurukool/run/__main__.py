"""Check the surroundings, start the services, prepare the database, run the processes, stop everything."""

import os
import shlex
import signal
import sys
from contextlib import contextmanager, suppress

from gurukool.embedded import postgres_url, start_valkey, valkey_url
from gurukool.run.surroundings import Trouble, alone, data_dir, demand_free, demand_room, inbound_port, mail_port, web_port

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
CHILDREN = {"PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges"}


def say(sentence):
    """Tell the person what takes time now."""
    print(sentence, flush=True)  # noqa: T201


def check():
    """Refuse, before anything starts, what would fail later."""
    if os.environ.get("GURUKOOL_ENV") == "production":
        raise Trouble("`make run` is for development; docs/deployment.md tells how to run in production.")
    demand_free(web_port())
    demand_free(inbound_port())
    if not os.environ.get("EMAIL_URL"):
        demand_free(mail_port())
    demand_room(data_dir())
    os.environ.update(PORT=str(web_port()), GURUKOOL_DATA=str(data_dir()))  # what the settings of every child read


@contextmanager
def services():
    """The database and the broker, embedded where no URL names one; children find them in the environment."""
    broker = None
    try:
        if not os.environ.get("REDIS_URL"):
            broker = start_valkey(data_dir())
            os.environ["REDIS_URL"] = valkey_url(data_dir())
        if not os.environ.get("DATABASE_URL"):
            say("Starting Postgres …")
            os.environ["DATABASE_URL"] = postgres_url(data_dir())
        yield
    finally:
        if broker:
            broker.terminate()
            broker.wait()


def prepare():
    """Bring the tables up to date and, the first time, fill them with the demo."""
    import django
    from django.core.management import call_command
    from django.db import OperationalError, connections

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gurukool.settings")
    django.setup()
    say("Bringing the tables up to date …")
    try:
        call_command("migrate", verbosity=0)
    except OperationalError as error:
        raise Trouble(f"The database of DATABASE_URL cannot be reached: {error}") from None
    call_command("createcachetable", verbosity=0)
    call_command("seed_demo", if_empty=True)
    connections.close_all()


def commands():
    """What runs side by side, by name."""
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", "gurukool"]
    yield "web", [sys.executable, "-m", "gunicorn", "-c", "python:gurukool.gunicorn_conf", "--log-level", "error"]
    yield "worker", [*celery, "worker", "--loglevel", "WARNING", "--concurrency", "2", "--without-gossip", "--without-mingle"]
    yield "beat", [*celery, "beat", "--loglevel", "WARNING", "--pidfile", ""]
    yield "inbound", [sys.executable, "-m", "gurukool.inbound", str(inbound_port())]
    if not os.environ.get("EMAIL_URL"):
        yield "mail", [sys.executable, "-m", "gurukool.mailbox.sink", str(data_dir() / "mailbox"), str(mail_port())]


class Terminal:
    """Where the processes' lines go: the terminal while there is one, nowhere once it was closed."""

    isatty = sys.stdout.isatty

    def write(self, text):
        with suppress(OSError):
            sys.stdout.write(text)

    def flush(self):
        with suppress(OSError):
            sys.stdout.flush()


def supervise():
    """Run the processes until one ends or a signal comes; return an exit status."""
    from honcho.manager import Manager
    from honcho.printer import Printer

    manager, me = Manager(Printer(Terminal())), os.getpid()
    for name, command in commands():
        manager.add_process(name, f"exec {shlex.join(command)}", env=os.environ | CHILDREN)
    signal.signal(signal.SIGHUP, lambda *_: os.getpid() == me and manager.terminate())  # a closed terminal; Honcho minds the rest
    say("Starting web, worker, beat and mailbox …")
    manager.loop()
    return manager.returncode


def interrupted(number, frame):
    """Leave through the `finally` blocks when told to stop."""
    sys.exit(128 + number)


def main():
    """Run until told to stop; a `Trouble` is told in its one sentence."""
    for number in STOPPING:
        signal.signal(number, interrupted)
    try:
        check()
        with alone(data_dir()), services():
            prepare()
            return supervise()
    except Trouble as trouble:
        return str(trouble)


if __name__ == "__main__":
    sys.exit(main())
