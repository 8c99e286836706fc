"""Where files people hand in are kept: outside static, under UUID names, gone when their row goes."""

import uuid
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.db import transaction


def private_storage() -> FileSystemStorage:
    """The folder `MEDIA_ROOT`, which no web server serves; its files have no address of their own."""
    return FileSystemStorage()


def private_name(_row, _filename: str) -> str:
    """A name nobody can guess for what comes with an application, whatever the file was called."""
    return _unguessable("applications", "pdf")


def message_name(row, _filename: str) -> str:
    """The same for what travels with a message; its ending says what its content is."""
    return _unguessable("messages", row.form.lower())


def _unguessable(folder: str, ending: str) -> str:
    """Spread over folders by its first letters."""
    name = uuid.uuid4().hex
    return str(Path(folder) / name[:2] / f"{name}.{ending}")


def delete_with_row(sender, instance, **_facts):
    """`post_delete`: the file goes once the row is gone for good; rows that a cascade deletes pass here, too."""
    transaction.on_commit(lambda: instance.file.delete(save=False), robust=True)
