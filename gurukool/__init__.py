"""The composition root: settings, URLs, Celery, embedded services, health page."""

from gurukool.celery import app as celery_app

__all__ = ["celery_app"]
