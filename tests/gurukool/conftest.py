"""A real SMTP server on loopback, and the mailbox it fills."""

import json
import os
import socket
import subprocess
import sys

import pytest

from gurukool.mailbox.sink import sink


def free_port():
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def mailbox(settings, tmp_path):
    """Mail leaves by real SMTP and lands in this folder, which `/mailbox/` shows."""
    settings.MAILBOX_DIR = tmp_path / "mailbox"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    controller = sink(settings.MAILBOX_DIR, settings.EMAIL_PORT)
    controller.start()
    yield settings.MAILBOX_DIR
    controller.stop()


GET = """
import django, json, sys
django.setup()
from django.test import Client
answer = Client(raise_request_exception=False, headers={"cookie": sys.argv[2]}).get(sys.argv[1])
print(json.dumps({"status": answer.status_code, "retry": answer.get("Retry-After"), "body": answer.content.decode()}))
"""


@pytest.fixture
def without_database():
    """Call with an address: what a browser (with a login session, unless `cookie` says otherwise) gets while the database is gone.

    It runs in a process of its own, with DEBUG off as in production.
    """
    nowhere = {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/none", "DJANGO_SETTINGS_MODULE": "gurukool.settings", "DEBUG": "off"}

    def get(address, cookie="sessionid=0123456789abcdef0123456789abcdef"):
        run = subprocess.run(
            [sys.executable, "-c", GET, address, cookie], env=os.environ | nowhere, capture_output=True, text=True, check=True
        )
        return json.loads(run.stdout)

    return get
