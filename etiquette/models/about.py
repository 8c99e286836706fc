"""Rows about some object of the rooms above, of which etiquette knows only its words and its address."""

import uuid

from django.contrib.contenttypes.models import ContentType
from django.db import models


def key_of(thing) -> uuid.UUID:
    """The UUID of any object: its primary key, or `uuid` where the key is a number (a person)."""
    return thing.pk if isinstance(thing.pk, uuid.UUID) else thing.uuid


def about_facts(thing) -> dict:
    """The four columns that say what a row is about, copied so that lists need no second query."""
    return {
        "about_type": ContentType.objects.get_for_model(thing),
        "about_id": key_of(thing),
        "about_text": str(thing)[:300],
        "about_url": thing.get_absolute_url() if hasattr(thing, "get_absolute_url") else "",
    }


class AboutQuerySet(models.QuerySet):
    def about(self, thing):
        return self.filter(about_type=ContentType.objects.get_for_model(thing), about_id=key_of(thing))

    def about_any(self, things):
        """Those about any of these objects, which are of one kind."""
        things = list(things)
        if not things:
            return self.none()
        return self.filter(about_type=ContentType.objects.get_for_model(things[0]), about_id__in=[key_of(thing) for thing in things])


class About(models.Model):
    about_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, related_name="+", editable=False)
    about_id = models.UUIDField(editable=False)
    about_text = models.CharField("about", max_length=300, blank=True)
    about_url = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
