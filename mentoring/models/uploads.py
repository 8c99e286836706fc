"""Where files people hand in are kept: outside static, under UUID names, gone when their row goes."""

import uuid
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.db import transaction


def private_storage() -> FileSystemStorage:
    """The folder `MEDIA_ROOT`, which no web server serves; its files have no address of their own."""
    return FileSystemStorage()


def private_name(_row, _filename: str) -> str:
    """Where a file of an application is kept."""
    return _name_in("applications")


def private_document_name(_row, _filename: str) -> str:
    """Where a document of a session is kept."""
    return _name_in("sessions")


def message_name(row, _filename: str) -> str:
    """Where what travels with a message is kept; its ending says what its content is."""
    return _name_in("messages", row.form.lower())


def _name_in(folder: str, ending: str = "pdf") -> str:
    """A name nobody can guess, whatever the file was called; spread over folders by its first letters."""
    name = uuid.uuid4().hex
    return str(Path(folder) / name[:2] / f"{name}.{ending}")


def request_name(_row, _filename: str) -> str:
    """The same for what comes with a request for feedback."""
    name = uuid.uuid4().hex
    return str(Path("requests") / name[:2] / f"{name}.pdf")


def delete_with_row(sender, instance, **_facts):
    """`post_delete`: the file goes once the row is gone for good; rows that a cascade deletes pass here, too."""
    transaction.on_commit(lambda: instance.file.delete(save=False), robust=True)
