"""Writing a mail from its three templates; no models, no sending."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.template import Context, engines

from gurukool.lib.reading import read_by


@dataclass(frozen=True)
class Mail:
    """What a mail says: a subject of one line, its text, and the same as HTML."""

    subject: str
    text: str
    html: str = ""


def absolute(url: str) -> str:
    """A link that works outside the site."""
    return f"{settings.SITE_URL}{url}" if url.startswith("/") else url


def render(template: str, context: dict, reader=None) -> Mail:
    """Render `<template>/subject.txt`, `body.txt` and `body.html`, all times as `reader` reads them.

    The two texts are not HTML-escaped, whoever wrote their templates. Templates find `site_url` beside `context`.
    """
    facts = {"site_url": settings.SITE_URL, **context}
    with read_by(reader):
        subject = _write(f"{template}/subject.txt", facts, escape=False)
        return Mail(
            subject=" ".join(subject.split()),
            text=tidy(_write(f"{template}/body.txt", facts, escape=False)),
            html=_write(f"{template}/body.html", facts, escape=True).strip(),
        )


def tidy(text: str) -> str:
    """Text without the gaps that template tags leave: at most one empty line in a row, one newline at the end."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _write(name: str, facts: dict, *, escape: bool) -> str:
    return engines["django"].engine.get_template(name).render(Context(facts, autoescape=escape))
