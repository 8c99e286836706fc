"""`/healthz`: well, ill, and the database gone."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from etiquette.models import Heartbeat
from etiquette.tasks import beat
from gurukool import probe


@pytest.mark.django_db
def test_well(client):
    beat("worker", "remind")
    answer = client.get("/healthz")
    report = answer.json()
    assert answer.status_code == 200
    assert report == {
        "database": True,
        "broker": True,
        "worker": pytest.approx(0, abs=5),
        "sweep": pytest.approx(0, abs=5),
        "oldest_overdue": None,
    }


@pytest.mark.django_db
def test_ill_while_no_worker_ever_reported(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["worker"]) == (503, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "seconds", "status"), [("worker", 119, 200), ("worker", 125, 503), ("remind", 299, 200), ("remind", 305, 503)]
)
def test_ill_when_a_round_is_late(client, name, seconds, status):
    beat("worker", "remind")
    Heartbeat.objects.filter(name=name).update(at=timezone.now() - timedelta(seconds=seconds))
    assert client.get("/healthz").status_code == status


@pytest.mark.django_db
def test_ill_when_the_broker_is_gone(client, settings, tmp_path):
    beat("worker", "remind")
    settings.CELERY_BROKER_URL = f"redis+socket://{tmp_path}/nobody.sock"
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["broker"], answer.json()["database"]) == (503, False, True)


@pytest.mark.django_db
def test_few_queries_and_no_cookie(client, django_assert_num_queries):
    beat("worker", "remind")
    with django_assert_num_queries(3):
        answer = client.get("/healthz")
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]


def test_json_when_the_database_is_gone(without_database):
    answer = without_database("/healthz", cookie="")
    assert answer["status"] == 503
    assert json.loads(answer["body"]) == {"broker": True, "database": False}


@pytest.mark.django_db(transaction=True)
def test_the_probe_of_the_container(live_server):
    port = live_server.thread.port
    assert not probe.well(port, "localhost")
    beat("worker", "remind")
    assert probe.well(port, "localhost")
    assert not probe.well(1, "localhost")
