"""Files that travel with messages: read by whoever may read the message, and by nobody else."""

from django.db import models
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.conversations import Message
from mentoring.models.uploads import delete_with_row, message_name, private_storage


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever may read its message: the two people of the match, once it has arrived."""
        return self.filter(message__in=Message.objects.visible_to(user))


class Attachment(Record):
    """One file of a message: kept outside static under a name nobody can guess; it goes with its row."""

    class Form(models.TextChoices):
        PDF = "PDF", "PDF"
        JPEG = "JPEG", "picture"
        PNG = "PNG", "picture (PNG)"
        WEBP = "WEBP", "picture (WebP)"

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    file = models.FileField(storage=private_storage, upload_to=message_name, max_length=200)
    name = models.CharField(max_length=120)
    form = models.CharField(max_length=4, choices=Form)
    size = models.PositiveIntegerField()

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("conversations:file", args=[self.pk])


models.signals.post_delete.connect(delete_with_row, sender=Attachment)
