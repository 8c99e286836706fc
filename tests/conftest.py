"""The cast: maya the mentor, mina the mentee, olga the admin, otto the outsider."""

import pytest
from mentoring.models import User


def person(name, zone, **facts):
    return User.objects.create_user(f"{name.split()[0].lower()}@example.org", name=name, zone=zone, zone_confirmed=True, **facts)


@pytest.fixture
def maya(db):
    return person("Maya Iyer", "America/New_York")


@pytest.fixture
def mina(db):
    return person("Mina Das", "Asia/Kolkata")


@pytest.fixture
def olga(db):
    return person("Olga Admin", "Europe/Berlin", is_staff=True)


@pytest.fixture
def otto(db):
    return person("Otto Outsider", "Europe/London")
