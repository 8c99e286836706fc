"""The reminder sweep over 1,000,000 duties of which 10,000 are due, against the same 10,000 with nothing around them; and two workers."""

import subprocess
import sys
import time

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from etiquette.models import Duty, Email, Rule
from etiquette.reminding import reminders
from mentoring.models import Profile, User
from tests.processes import environment

DUE, ALL, PEOPLE = 10_000, 1_000_000, 1_000
GROWTH, SPEED_UP = 1.25, 1.5
FILL = """
    INSERT INTO etiquette_duty (id, created_at, about_type_id, about_id, about_text, about_url, person_id, rule_id, occasion, role, act,
                                key, within, why, due_at, due_moved_by, promise_moved_by, remind_at, stage, status)
    SELECT gen_random_uuid(), %(now)s, %(type)s, gen_random_uuid(), 'A thing', '', %(first)s + n %% %(people)s, %(rule)s, 'o', 'r', 'a', '',
           '0', 'Tea gets cold.', %(due)s, '0', '0', %(due)s, 0, 'open'
    FROM generate_series(1, %(count)s) AS n
"""
WORKER = """
import django; django.setup()
import sys, time
from django.db import connection
from etiquette.reminding import reminders
connection.ensure_connection()
print("ready", flush=True); sys.stdin.readline()
start, done = time.perf_counter(), 0
while found := reminders.sweep():
    done += found
print(done, time.perf_counter() - start, flush=True)
"""


def run():
    facts = _people()
    _fill(facts, DUE, due=True)
    alone = _sweep()
    _empty()
    _fill(facts, ALL - DUE, due=False)
    _fill(facts, DUE, due=True)
    among = _sweep()
    yield _line("sweep_1m", among / alone, among * 1e6 / DUE, "µs a claimed row", alone * 1e6 / DUE, GROWTH, at_most=True)
    one, two = _race(1), _race(2)
    yield _line("sweep_1m_two_workers", one / two, DUE / two, "rows a second", DUE / one, SPEED_UP, at_most=False)


def _people():
    """Keys in a row, one thing to owe something about, one rule."""
    people = User.objects.bulk_create(User(email=f"p{n}@bench.example.org", name=f"P{n}", password="!") for n in range(PEOPLE))
    rule = Rule.objects.first()
    kind = ContentType.objects.get_for_model(Profile)
    return {"first": people[0].pk, "people": PEOPLE, "rule": rule.pk, "type": kind.pk, "now": timezone.now()}


def _fill(facts, count, due):
    """So many open duties, due a minute ago or in a month."""
    at = facts["now"] + timezone.timedelta(minutes=-1, days=0 if due else 30)
    with connection.cursor() as cursor:
        cursor.execute(FILL, {**facts, "count": count, "due": at})
        cursor.execute("ANALYZE etiquette_duty")


def _empty():
    Email.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE etiquette_duty CASCADE")


def _again():
    """The same ten thousand are due again, and nobody was mailed."""
    Email.objects.all().delete()
    Duty.objects.exclude(stage=0).update(stage=0, remind_at=timezone.now() - timezone.timedelta(minutes=1))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE etiquette_duty")


def _sweep():
    """Seconds one process takes for all that is due."""
    start, done = time.perf_counter(), 0
    while found := reminders.sweep():
        done += found
    assert done == DUE, done
    return time.perf_counter() - start


def _race(workers):
    """Seconds until the slowest of so many processes finds nothing more; each duty is claimed once."""
    _again()
    command = [sys.executable, "-c", WORKER]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "env": environment(DEBUG="False")}
    children = [subprocess.Popen(command, **pipes) for _ in range(workers)]
    for child in children:
        assert child.stdout.readline() == "ready\n"
    for child in children:
        child.stdin.write("go\n")
        child.stdin.flush()
    answers = [child.stdout.readline().split() for child in children]
    for child in children:
        child.wait()
    assert sum(int(done) for done, _ in answers) == DUE, answers
    assert set(Duty.objects.exclude(stage=0).values_list("stage", flat=True)) == {Duty.Stage.REMINDED}
    return max(float(seconds) for _, seconds in answers)


def _line(name, ratio, value, unit, baseline, target, *, at_most):
    ok = ratio <= target if at_most else ratio >= target
    facts = {"name": name, "value": round(value, 1), "unit": unit, "baseline": round(baseline, 1), "ratio": round(ratio, 2)}
    return facts | {"target": target, "ok": ok}
