"""The composition root: settings, URLs, Celery, embedded services, health page."""

import zoneinfo

from gurukool.celery import app as celery_app

zoneinfo.reset_tzpath(())  # zones come from the pinned tzdata package, the same on every machine

__all__ = ["celery_app"]
