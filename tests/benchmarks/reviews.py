"""The review table at 5,000 applications against the same table at 50: CPU and waiting together, the slowest of the sort orders."""

import statistics
import time

from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from mentoring.models import Application, Cohort, Review, User
from tests.benchmarks.pages import request, sign_in
from tests.mentoring.selecting import receive

FEW, MANY, TARGET = 50, 5000, 5
ROUNDS = 15
QUERIES = {"default": "", "median": "?sort=-median", "spread": "?sort=-spread&left=some", "name": "?sort=name", "text": "?text=person"}


def run():
    call_command("createcachetable")
    olga = User.objects.create_user("olga@bench.example.org", name="Olga", is_staff=True)
    maya = User.objects.create_user("maya@bench.example.org", name="Maya")
    few, many = (_cohort(name, count, first, [olga, maya]) for name, count, first in (("few", FEW, 0), ("many", MANY, FEW)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    cookie = sign_in(olga)
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        for name, query in QUERIES.items():
            yield _line(f"review_table_{name}", *_measure(few, many, query, cookie))


def _cohort(slug, count, first, reviewers):
    """A cohort with so many applications, each with a given and an open review."""
    today = timezone.now().date()
    days = {"starts_on": today + timezone.timedelta(days=30), "ends_on": today + timezone.timedelta(days=90)}
    cohort = Cohort.objects.create(slug=slug, name=slug, applications_open_on=today, applications_close_on=today, **days)
    rows = receive(cohort, count, first=first)
    for number, row in enumerate(rows):
        row.score_median, row.score_mean, row.score_spread, row.reviews_given = 1 + number % 5, 1 + number % 4, number % 3, 1
    Application.objects.bulk_update(rows, ["score_median", "score_mean", "score_spread", "reviews_given"], batch_size=500)
    given = {"status": "given", "score": 3, "given_at": timezone.now()}
    Review.objects.bulk_create([Review(application=row, reviewer=reviewers[0], **given) for row in rows], batch_size=1000)
    Review.objects.bulk_create([Review(application=row, reviewer=reviewers[1]) for row in rows], batch_size=1000)
    return slug


def _measure(few, many, query, cookie):
    """Median seconds of both pages, taken in turns."""
    for slug in (few, many) * 2:
        _seconds(slug, query, cookie)
    rounds = [(_seconds(many, query, cookie), _seconds(few, query, cookie)) for _ in range(ROUNDS)]
    return tuple(statistics.median(column) for column in zip(*rounds, strict=True))


def _seconds(slug, query, cookie):
    start = time.perf_counter()
    request(f"/cohorts/{slug}/reviews/{query}", cookie)
    return time.perf_counter() - start


def _line(name, many, few):
    ratio = round(many / few, 2)
    facts = {"name": name, "value": round(many * 1000, 1), "unit": "ms", "baseline": round(few * 1000, 1), "ratio": ratio}
    return facts | {"target": TARGET, "ok": ratio <= TARGET}
