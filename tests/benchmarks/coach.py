"""What one live look at a 150-word draft costs, warm, beside a bare request of the same person in the same run."""

import statistics
import time

from django.core.management import call_command
from django.test import Client, override_settings

from etiquette.coach import review
from mentoring.models import User

ROUNDS, WARM_UP = 40, 5  # together fewer than one person may ask in a minute
TARGET_MS = 100.0
LIVE = "/coach/message/?field=text"
DRAFT = """Dear Dr Okonkwo-Hale, thank you for the hour on Tuesday. I did speak to my supervisor about the second paper, and he agreed
that it may wait until the field season is over. Since then I have drafted the outline that we talked about: four pages, two figures,
and a list of what I still do not know. The part that worries me is the third section. I compare our sensors with those of the Lisbon
group, whose data are older but cleaner, and I can't tell whether a reader from industry would care. How did you decide, in your first
report for the ministry, which comparisons to leave out? I would like to use twenty minutes of our next call for this, if that suits
you. The outline is in the shared folder; there is no need to read it beforehand. With best wishes from a rainy Bergen, Solveig
Kristiansdottir"""


def run():
    """One measurement for the bench runner: wall-clock milliseconds on the server, the median of rounds that take turns."""
    call_command("createcachetable", verbosity=0)
    client = Client()
    client.force_login(User.objects.create_user("solveig@example.org", name="Solveig Kristiansdottir"))
    with override_settings(ROOT_URLCONF="tests.benchmarks._bare", ALLOWED_HOSTS=["testserver"]):
        rounds = [(spent(client.post, LIVE, {"text": DRAFT}), spent(client.get, "/bare/")) for _ in range(WARM_UP + ROUNDS)][WARM_UP:]
    live, bare = zip(*rounds, strict=True)
    value, baseline = statistics.median(live), statistics.median(bare)
    yield {
        "name": "coach_150_words",
        "value": round(value, 2),
        "unit": "ms",
        "baseline": round(baseline, 2),
        "ratio": round(value / baseline, 2),
        "p95": round(statistics.quantiles(live, n=20)[-1], 2),
        "review_alone": round(statistics.median(spent(review, DRAFT, "message") for _ in range(ROUNDS)), 2),
        "words": len(DRAFT.split()),
        "target": TARGET_MS,
        "ok": value < TARGET_MS,
    }


def spent(act, *args):
    """Milliseconds of one call; a response must be a good one."""
    begun = time.perf_counter()
    answer = act(*args)
    took = (time.perf_counter() - begun) * 1000
    assert getattr(answer, "status_code", 200) == 200
    return took
