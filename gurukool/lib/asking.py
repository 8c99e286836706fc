"""“Tell me more”: what everything that can be asked of somebody keeps, so that they may ask back before they answer."""

from django.db import models
from django.db.models import Q


class AskedBack(models.Model):
    """The question that came back, and the answer to it; of several rounds the last, and how many there were."""

    question = models.TextField("tell me more", blank=True)
    questioned_at = models.DateTimeField(null=True, blank=True)
    clarification = models.TextField("the answer to that", blank=True)
    rounds = models.PositiveSmallIntegerField("how often it was asked back", default=0)

    class Meta:
        abstract = True


HOLDS_ITS_QUESTION = ~Q(status="questioned") | (~Q(question="") & Q(questioned_at__isnull=False))
