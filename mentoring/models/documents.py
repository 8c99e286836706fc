"""The document somebody brings to a session."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.preparations import Preparation
from mentoring.models.uploads import delete_with_row, private_document_name, private_storage


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever brings it; the host of the session once the preparation is handed over. Nobody else, admins included."""
        return self.filter(Q(preparation__person=user) | Q(preparation__ready_at__isnull=False, preparation__meeting__host=user))


class Document(Record):
    """A PDF that comes with a preparation: kept outside static under a name nobody can guess; it goes with its row."""

    preparation = models.OneToOneField(Preparation, models.CASCADE, related_name="document")
    file = models.FileField(storage=private_storage, upload_to=private_document_name, max_length=200)
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()

    objects = DocumentQuerySet.as_manager()

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("sessions:document", args=[self.pk])

    @property
    def url(self):
        """Where its form field links to: our view, which asks who may see it."""
        return self.get_absolute_url()


models.signals.post_delete.connect(delete_with_row, sender=Document)
