"""Handing out files that people handed in."""

from django.http import FileResponse


def as_download(row, content_type: str = "application/pdf") -> FileResponse:
    """The file of a row (`file`, `name`), to be saved: never shown inside our own pages, nor kept by anyone between."""
    response = FileResponse(row.file.open("rb"), as_attachment=True, filename=row.name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
