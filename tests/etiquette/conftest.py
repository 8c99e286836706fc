"""Occasions of our own, an object to owe something about, and a real SMTP server."""

from datetime import UTC, datetime, timedelta

import pytest

from etiquette import registry
from etiquette.models import Rule
from gurukool.lib.mail import Mail
from mentoring.models import Profile
from tests.etiquette import smtp

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)  # a Wednesday; 17:30 in Kolkata, 07:00 in New York
HOUR = timedelta(hours=1)
MAIL = Mail("Hello", "A line.\n", "<p>A line.</p>")


@pytest.fixture(autouse=True)
def announced(monkeypatch):
    """The registries, with one occasion and two acts added for the time of a test."""
    for name in ("OCCASIONS", "ACTS", "RULES", "KINDS", "COMPOSERS"):
        monkeypatch.setattr(registry, name, getattr(registry, name).copy())
    registry.register("tea_served")
    registry.register_act("sip", "Thank {to} for {about}", "duties:owed_nowhere")
    registry.register_act("pour", "Pour the tea", "checklists:show", moment="tea")


@pytest.fixture
def tea(mina):
    """The object duties are about."""
    return Profile.objects.create(person=mina)


@pytest.fixture
def coffee(maya):
    return Profile.objects.create(person=maya)


@pytest.fixture
def rule(db):
    return Rule.objects.create(occasion="tea_served", role="guest", act="sip", within=24 * HOUR, why="Tea gets cold.")


@pytest.fixture
def sink(settings):
    """Mail goes to a real SMTP server; see `smtp.Sink` for how to make it misbehave."""
    sink = smtp.Sink()
    controller = smtp.serve(sink)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield sink
    controller.stop()
