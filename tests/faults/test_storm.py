"""Due mails, and kill -9 for every part of the house in turn: none is lost, few come twice, and those are the same mail.

`PROOF=full` (`make faults`) does it at full length: 10,000 mails and 24 kills; otherwise a short form of the same.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from etiquette.outbox import message_id
from tests.faults.house import PROCESSES, House
from tests.processes import wait_for

FULL = os.environ.get("PROOF") == "full"
MAILS, KILLS = (10_000, 24) if FULL else (240, 6)
PATIENCE = 900 if FULL else 120  # seconds for all that is left after the last kill
VICTIMS = ["worker", "postgres", "sink", "redis", "beat", "web"]
LEFT = "SELECT count(*) FROM etiquette_email WHERE status IN ('queued', 'claimed')"
FILL = """
    INSERT INTO etiquette_email (id, created_at, about_text, about_url, kind, key, to_address, subject, body_text, body_html, calendar,
                                 calendar_method, essential, secret, message_id, status, attempts, next_attempt_at, fence, error, reply_to,
                                 link)
    SELECT gen_random_uuid(), now(), '', '', 'test', 'test:' || n, 'person' || n || '@example.org', 'Mail ' || n, 'Text.', '<p>Text.</p>',
           '', '', false, false, ids[n + 1], 'queued', 0, now(), 0, '', '', ''
    FROM (SELECT %s::text[] AS ids) AS made, generate_series(0, %s - 1) AS n
"""

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def build():
    """`build(app)`: a house of this test's own, taken down at the end."""
    houses, home = [], Path(tempfile.mkdtemp(prefix="gurukool-"))  # not pytest's folder: Postgres runs as a user of its own

    def build(app="gurukool"):
        houses.append(House(home, app))
        return houses[-1]

    yield build
    for house in houses:
        house.close()
    shutil.rmtree(home, ignore_errors=True)


def fill(house):
    house.ask(FILL, [message_id(f"test:{n}") for n in range(MAILS)], MAILS)


def storm(house, victims, patience=PATIENCE):
    """Kill one part after the other as mail goes out, each time bringing it back at once."""
    for number, victim in enumerate(victims, 1):
        enough = MAILS * number // (len(victims) + 1)
        wait_for(lambda enough=enough: len(house.arrived()) >= enough, patience)
        house.kill(victim)
        time.sleep(0.3)
        house.start(victim)


def test_no_mail_is_lost_whatever_is_killed(build):
    house = build()
    fill(house)
    for part in ("redis", "sink", "worker", "beat", "web"):
        house.start(part)
    begun = time.monotonic()
    storm(house, (VICTIMS * KILLS)[:KILLS])
    wait_for(lambda: house.ask(LEFT) == [(0,)], PATIENCE)
    arrived = house.arrived()
    duplicates = len(arrived) - len(set(arrived))
    fatal = sum(house.kills.get(part, 0) for part in ("worker", "postgres", "sink"))
    print(f"\n{MAILS} mails, {KILLS} kills {house.kills}, {time.monotonic() - begun:.0f} s: {duplicates} duplicates")
    assert set(arrived) == {(f"person{n}@example.org", message_id(f"test:{n}")) for n in range(MAILS)}
    assert duplicates <= PROCESSES * fatal
    assert not FULL or duplicates <= MAILS // 1000
    assert house.ask("SELECT DISTINCT status FROM etiquette_email") == [("sent",)]


def test_two_beats_at_once_send_nothing_twice(build):
    house = build()
    fill(house)
    for part in ("redis", "sink", "worker", "beat"):
        house.start(part)
    house.children["second beat"] = house._run("tests.faults.beat")
    wait_for(lambda: house.ask(LEFT) == [(0,)], PATIENCE)
    assert sorted(house.arrived()) == sorted((f"person{n}@example.org", message_id(f"test:{n}")) for n in range(MAILS))


def test_control_plain_tasks_lose_mail(build):
    """The same blows to mails that are tasks in Redis and nothing else."""
    house = build("tests.faults.plain")
    for part in ("redis", "sink"):
        house.start(part)
    time.sleep(1)
    subprocess.run([sys.executable, "-m", "tests.faults.plain"], env=house.environment | {"MAILS": str(MAILS)}, check=True)
    house.start("worker")
    wait_for(lambda: len(house.arrived()) >= MAILS // 4, PATIENCE)
    house.kill("redis")
    house.start("redis")
    seen = -1
    while seen != len(house.arrived()):  # nothing more comes
        seen = len(house.arrived())
        time.sleep(5)
    lost = MAILS - len({to for to, _ in house.arrived()})
    print(f"\ncontrol: {lost} of {MAILS} lost after one kill of Redis")
    assert lost > 0
