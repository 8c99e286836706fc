"""Production refuses to start half-configured, and says what is missing."""

import os
import subprocess
import sys

import pytest

PRODUCTION = {
    "GURUKOOL_ENV": "production",
    "SECRET_KEY": "x" * 60,
    "DATABASE_URL": "postgres://gurukool@127.0.0.1:9/none",
    "REDIS_URL": "redis://127.0.0.1:9/0",
    "EMAIL_URL": "smtp://127.0.0.1:9",
    "SITE_URL": "https://gurukool.example.org",
}
OURS = {*PRODUCTION, "DEBUG", "GURUKOOL_DATA"}


def start(**environment):
    """Import the settings in a process of their own; return its exit status and last line."""
    surroundings = {name: value for name, value in os.environ.items() if name not in OURS}
    command = [sys.executable, "-c", "from django.conf import settings; print(settings.DEBUG, settings.MAILBOX_DIR)"]
    run = subprocess.run(
        command, env=surroundings | {"DJANGO_SETTINGS_MODULE": "gurukool.settings"} | environment, capture_output=True, text=True
    )
    return run.returncode, (run.stdout + run.stderr).splitlines()[-1]


def test_production_starts_when_everything_is_set():
    assert start(**PRODUCTION) == (0, "False None")


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SITE_URL"])
def test_production_refuses_to_start_without(name):
    status, sentence = start(**PRODUCTION | {name: ""})
    assert status == 1
    assert sentence.endswith(f"ImproperlyConfigured: Production needs {name}: set them in the environment.")


def test_production_names_everything_that_is_missing():
    status, sentence = start(GURUKOOL_ENV="production")
    assert status == 1
    assert "Production needs SECRET_KEY, DATABASE_URL, REDIS_URL, EMAIL_URL, SITE_URL: set them" in sentence


def test_production_refuses_debug():
    status, sentence = start(**PRODUCTION, DEBUG="1")
    assert status == 1
    assert sentence.endswith("ImproperlyConfigured: Production refuses DEBUG: unset it.")


def test_production_has_no_mailbox_even_with_mail_on_loopback():
    assert start(**PRODUCTION | {"EMAIL_URL": "smtp://127.0.0.1:8025"}) == (0, "False None")


def test_a_mail_server_of_ones_own_closes_the_mailbox():
    development = {**PRODUCTION, "GURUKOOL_ENV": "development"}
    assert start(**development) == (0, "True None")
