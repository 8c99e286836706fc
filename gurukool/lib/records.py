"""The base every stored thing of ours shares."""

import uuid

from django.db import models


class Record(models.Model):
    """A row addressed by an unguessable UUID, so that its key may stand in a URL."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
