"""Files that go along with a message, in the caller's transaction."""

import hashlib
from collections.abc import Sequence

from django.core.files.base import ContentFile

from mentoring.intake.attachments import Enclosed
from mentoring.models import Attachment, Message


def attach(message: Message, files: Sequence[Enclosed]) -> None:
    """Keep these files beside their message, in this order."""
    for file in files:
        facts = {"name": file.name, "form": file.form, "size": len(file.content)}
        Attachment.objects.create(message=message, file=ContentFile(file.content, file.name), **facts)


def take_over(message: Message, taken_back) -> None:
    """What had been sent along with messages that were taken back goes with this one; `taken_back`: a query for them."""
    Attachment.objects.filter(message__in=taken_back).update(message=message)


def fingerprint(files: Sequence[Enclosed]) -> str:
    """The same for the same files: so that sending twice is sending once."""
    return "".join(hashlib.sha256(file.content).hexdigest() for file in files)
