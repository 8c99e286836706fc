"""Kill workers and the broker while mail is due: none is lost, few come twice, and those are the same mail."""

import itertools
from collections import Counter

import pytest

from etiquette.models import Email
from etiquette.outbox import draft
from gurukool.embedded import start_valkey, valkey_url
from gurukool.lib.mail import Mail
from tests.etiquette.smtp import Sink, serve
from tests.processes import running, wait_for

MAILS = 500
WORKER_KILLS = 3
PROCESSES = 2  # of the worker: each may have one mail in hand when it is killed
LEASE = 4  # seconds, so that a killed worker's mails are soon anybody's again

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sink():
    sink = Sink()
    controller = serve(sink)
    sink.port = controller.port
    yield sink
    controller.stop()


@pytest.fixture
def due():
    mails = [
        draft("test", to=f"person{n}@example.org", mail=Mail(f"Mail {n}", "Text.", "<p>Text.</p>"), key=f"test:{n}") for n in range(MAILS)
    ]
    return Email.objects.bulk_create(mails)


@pytest.fixture
def broker(tmp_path):
    """A broker of this test's own; `broker.restart()` kills it and starts an empty one."""

    class Broker:
        url = valkey_url(tmp_path)
        child = start_valkey(tmp_path)

        def restart(self):
            stop(self.child)
            self.child = start_valkey(tmp_path)

    broker = Broker()
    yield broker
    stop(broker.child)


def stop(child):
    child.kill()
    child.wait()


def worker(sink, broker):
    environment = {
        "REDIS_URL": broker.url,
        "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
        "OUTBOX_LEASE": str(LEASE),
        "EMAIL_TIMEOUT": "2",
        "DEBUG": "False",
    }
    options = ["--concurrency", str(PROCESSES), "--loglevel", "ERROR", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    return running("celery", "-A", "gurukool", "worker", *options, **environment)


def beat(broker):
    """A beat that says “look now” every half second, as the real one does every quarter of a minute."""
    return running("tests.faults.beat", REDIS_URL=broker.url)


def test_500_mails_survive_three_killed_workers_and_a_killed_broker(sink, due, broker):
    thresholds = itertools.count(60, 110)  # mails delivered before the next blow
    with beat(broker):
        for _ in range(WORKER_KILLS):
            with worker(sink, broker):
                enough = next(thresholds)
                wait_for(lambda enough=enough: len(sink.mails) >= enough)
            # leaving the block kills the worker and all its processes
        broker.restart()
        with worker(sink, broker):
            wait_for(lambda: not Email.objects.unsent().exists(), patience=60)
    arrived = Counter(mail["To"] for mail in sink.mails)
    assert set(arrived) == {f"person{n}@example.org" for n in range(MAILS)}
    assert len(sink.mails) - MAILS <= WORKER_KILLS * PROCESSES
    assert len({(mail["To"], mail["Message-ID"]) for mail in sink.mails}) == MAILS
    assert Counter(Email.objects.values_list("status", flat=True)) == {"sent": MAILS}
    print(f"\n{MAILS} mails, {WORKER_KILLS} workers and 1 broker killed: 0 lost, {len(sink.mails) - MAILS} duplicates")
