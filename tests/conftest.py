"""The cast: maya the mentor, mina the mentee, olga the admin, otto the outsider."""

import pytest
from allauth.account.models import EmailAddress

from mentoring.models import User
from tests.calendar_server import server

__all__ = ["server"]


def person(name, zone, **facts):
    """Somebody who has signed up, with a verified address."""
    email = f"{name.split()[0].lower()}@example.org"
    made = User.objects.create_user(email, name=name, zone=zone, zone_confirmed=True, **facts)
    EmailAddress.objects.create(user=made, email=email, verified=True, primary=True)
    return made


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


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    """Files people hand in go to a folder of the test's own: `uploads`."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT
