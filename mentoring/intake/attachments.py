"""What may travel with a message: PDFs by their content, pictures written anew. Pure: bytes in, what is kept out.

The name and the type a browser or a mail claims count for nothing.
"""

import re
from dataclasses import dataclass

from mentoring.intake import pdfs, pictures
from mentoring.intake.pictures import Unfit

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
MOST = 3  # files of one message
ENDINGS = {"PDF": "pdf", "JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
TYPES = {"PDF": "application/pdf", "JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
NEITHER = "It is neither a PDF nor a picture (JPEG, PNG or WebP)."
TOO_LARGE = "It has {:.0f} MB, and we take files of up to 10 MB."
TOO_MANY = f"A message takes {MOST} files. Please send the others with another one."


@dataclass(frozen=True)
class Enclosed:
    """A file as it is kept: what readers see as its name, its form (a key of TYPES), its bytes."""

    name: str
    form: str
    content: bytes


def taken(name: str, content: bytes, size: int | None = None) -> Enclosed:
    """The file as we keep it; `size`: its true size, where only its beginning arrived. Raises Unfit with a sentence that names the file."""
    try:
        return _taken(name, content, len(content) if size is None else size)
    except Unfit as unfit:
        raise Unfit(f"“{shown_name(name)}” cannot go along. {unfit}") from unfit


def _taken(name: str, content: bytes, size: int) -> Enclosed:
    if size > LARGEST:
        raise Unfit(TOO_LARGE.format(size / MEGABYTE))
    if len(content) < size:
        raise Unfit("The files are too large together. Please send it with another message.")
    if pdfs.MAGIC.match(content):
        if fault := pdfs.fault(content):
            raise Unfit(fault)
        return Enclosed(_name(name, "PDF"), "PDF", content)
    form = pictures.format_of(content)
    if not form:
        raise Unfit(NEITHER)
    return Enclosed(_name(name, form), form, pictures.written_anew(content))


def shown_name(name: str) -> str:
    """A file's name in a sentence: one line, not longer than it helps."""
    return re.sub(r"[^\w .()-]", "", name.replace("\\", "/").rsplit("/", 1)[-1])[:80].strip() or "The file"


def _name(name: str, form: str) -> str:
    """What readers see: letters, digits and `-_.`, ending as its content asks."""
    stem = re.sub(r"[^\w.-]", "", re.sub(r"\s+", "_", shown_name(name)).rsplit(".", 1)[0])
    return f"{stem[:90].strip('._') or 'file'}.{ENDINGS[form]}"
