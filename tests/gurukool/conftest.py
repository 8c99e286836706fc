"""A real SMTP server on loopback, and the mailbox it fills."""

import socket

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
