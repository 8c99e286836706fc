"""What a page costs, in F: the CPU of a bare view with login session, person, ten rows and the base template, in the same run.

Measured inside one process over the WSGI interface: CPU seconds of the whole request, the median of rounds in which bare
view and page take turns, so that a noisy machine is noisy for both.
"""

import statistics
import time
from io import BytesIO

from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings

from gurukool.wsgi import application
from mentoring.models import Cohort, Session, User
from tests.benchmarks._growth import grow

ROUNDS, REQUESTS = 25, 8
GROWTH_AT_MOST = 1.15
TARGETS = {"page_home_mentee": 2.5, "page_home_mentor": 2.5, "page_home_admin": 4, "page_session": 3, "page_cohort_board": 5}


def run():
    call_command("createcachetable")
    call_command("seed_demo", verbosity=0)
    with override_settings(ROOT_URLCONF="tests.benchmarks._bare", ALLOWED_HOSTS=["testserver"]):
        small = dict(measure_all())
        grow(times=10)
        large = dict(measure_all())
    for name, target in TARGETS.items():
        yield line(name, *small[name], target)
        yield growth(name, small[name], large[name])


def growth(name, small, large):
    """How much more a page costs at ten times the rows, both counted in the F of their own moment."""
    before, after = small[0] / small[1], large[0] / large[1]
    facts = {"name": f"{name}_x10", "value": round(after, 2), "unit": "F", "baseline": round(before, 2), "ratio": round(after / before, 2)}
    return facts | {"target": GROWTH_AT_MOST, "ok": after / before <= GROWTH_AT_MOST}


def line(name, cost, bare, target):
    return {
        "name": name,
        "value": round(cost * 1000, 2),
        "unit": "ms CPU",
        "baseline": round(bare * 1000, 2),
        "ratio": round(cost / bare, 2),
        "target": target,
        "ok": cost / bare <= target,
    }


def pages():
    """Name → (who opens it, address)."""
    people = {name: User.objects.get(email=f"{name}@example.org") for name in ("mina", "maya", "olga")}
    meeting = Session.objects.booked().of(people["mina"]).order_by("during").last()
    cohort = Cohort.objects.get(matches__mentee__person=people["mina"])
    return {
        "page_home_mentee": (people["mina"], "/"),
        "page_home_mentor": (people["maya"], "/"),
        "page_home_admin": (people["olga"], "/"),
        "page_session": (people["mina"], meeting.get_absolute_url()),
        "page_cohort_board": (people["olga"], f"/cohorts/{cohort.slug}/board/"),
    }


def measure_all():
    """Yield (name, (CPU seconds of the page, CPU seconds of the bare view beside it))."""
    for name, (person, address) in pages().items():
        cookie = sign_in(person)
        yield name, measure(address, cookie)


def sign_in(person):
    client = Client()
    client.force_login(person)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def measure(address, cookie):
    for warm in ("/bare/", address) * 3:
        request(warm, cookie)
    rounds = [(cpu(address, cookie), cpu("/bare/", cookie)) for _ in range(ROUNDS)]
    return tuple(statistics.median(column) for column in zip(*rounds, strict=True))


def cpu(address, cookie):
    """CPU seconds of one request, the mean of a few in a row."""
    start = time.process_time()
    for _ in range(REQUESTS):
        request(address, cookie)
    return (time.process_time() - start) / REQUESTS


def request(address, cookie):
    answer, (path, _, query) = [], address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_COOKIE": cookie,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
    }
    response = application(environ, lambda status, headers: answer.append(status))
    body = b"".join(response)
    response.close()
    assert answer == ["200 OK"], f"{address}: {answer}"
    return body
