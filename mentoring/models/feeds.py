"""The secret address at which a person's own calendar program reads their sessions."""

import hashlib
import secrets

from django.conf import settings
from django.db import models

from gurukool.lib.records import Record


def digest(key: str) -> str:
    """What is kept of a key. A fast hash will do: 256 random bits cannot be guessed, so there is nothing to slow down."""
    return hashlib.sha256(key.encode()).hexdigest()


def new_key() -> str:
    return secrets.token_urlsafe(32)


class CalendarFeedQuerySet(models.QuerySet):
    def opened_by(self, key: str):
        """The feed this key opens; a feed dies with its person's account, and sleeps while that is not active."""
        return self.filter(digest=digest(key), person__is_active=True)


class CalendarFeed(Record):
    """One feed a person. Its key is shown once and then known only by its digest; a new row replaces a lost key."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed")
    digest = models.CharField(max_length=64, unique=True, editable=False)

    objects = CalendarFeedQuerySet.as_manager()

    def __str__(self):
        return f"calendar feed of {self.person}"
