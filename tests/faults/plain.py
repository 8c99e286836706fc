"""The control: the same mails sent the plain way, each a Celery task in Redis and nowhere else. It loses mail, as it must."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gurukool.settings")
django.setup()

from celery import Celery  # noqa: E402 - the settings come first
from django.core.mail import EmailMessage  # noqa: E402

app = Celery("plain")
app.config_from_object("django.conf:settings", namespace="CELERY")


@app.task
def send(number):
    EmailMessage(f"Mail {number}", "Text.", "a@example.org", [f"person{number}@example.org"]).send()


if __name__ == "__main__":
    from tests.faults import plain  # under the name the worker knows it by

    for each in range(int(os.environ["MAILS"])):
        plain.send.delay(each)
