"""The Celery application; tasks live in `etiquette/tasks.py` and `mentoring/tasks.py`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gurukool.settings")

app = Celery("gurukool")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
