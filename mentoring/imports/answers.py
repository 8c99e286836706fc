"""Answers to the questions of a form, read from the words in which our exports (and people) write them. Pure but for the question."""

import re
from collections.abc import Sequence
from datetime import datetime

from mentoring.imports import cells
from mentoring.imports.problems import BadCell
from mentoring.intake.answers import PARTS, WEEKDAYS
from mentoring.models import FormQuestion

Kind = FormQuestion.Kind
SHORTEST = 300  # of a short text, as on the form
ZONE = re.compile(r"\(clock of (.+)\)")
BETWEEN = re.compile(r"\s*[,;\n]\s*")


def read(question: FormQuestion, text: str, *, zone: str, at: datetime):
    """The answer as the form itself would keep it, from plain text; None for an empty cell.

    `zone` is the applicant's, for hours in the week; `at` is when a consent counts as given. Raises BadCell.
    """
    if not text:
        return None
    if question.kind == Kind.WEEK:
        return _week(text, zone)
    if question.kind == Kind.CONSENT:
        return {"given_at": at.isoformat(timespec="seconds")} if cells.yes(text) else None
    if question.kind == Kind.FILE:
        raise BadCell("A file cannot come in a spreadsheet; leave this empty.")
    return WORDS.get(question.kind, lambda _, text: text)(question, text)


def _short(_question: FormQuestion, text: str) -> str:
    if len(text) > SHORTEST:
        raise BadCell(f"This is {len(text)} characters long; at most {SHORTEST} fit.")
    return " ".join(text.split())


def _choice(question: FormQuestion, text: str) -> str:
    (found,) = _choices(question, text, most=1)
    return found


def _choices(question: FormQuestion, text: str, most: int | None = None) -> list[str]:
    found = _apart(text, sorted(question.choices, key=len, reverse=True))
    if not found or (most and len(found) > most):
        raise BadCell(f"This should be {'one' if most else 'some'} of: {'; '.join(question.choices)}.")
    return [choice for choice in question.choices if choice in found]


def _apart(text: str, choices: Sequence[str]) -> list[str] | None:
    """The choices a text names, with commas, semicolons or line breaks between; None: it is not made of them.

    A choice may hold such a sign itself, so each is tried, the longest first.
    """
    for choice in choices:
        if text.lower().startswith(choice.lower()):
            rest = text[len(choice) :]
            if not rest.strip():
                return [choice]
            between = BETWEEN.match(rest)
            others = _apart(rest[between.end() :], [each for each in choices if each != choice]) if between else None
            if others is not None:
                return [choice, *others]
    return None


def _scale(question: FormQuestion, text: str) -> int:
    return cells.whole(text, question.lowest, question.highest)


def _week(text: str, zone: str) -> dict:
    """`Tuesday 09–12, 12–17` a line, and perhaps whose clock that is."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if found := ZONE.fullmatch(lines[-1]):
        zone = cells.zone(found[1].strip().replace(" ", "_"))
        lines = lines[:-1]
    chosen = {cell for line in lines for cell in _day(line)}
    ordered = [f"{day}-{part}" for day in range(7) for part in PARTS if f"{day}-{part}" in chosen]
    return {"cells": ordered, "zone": zone} if ordered else None


def _day(line: str) -> list[str]:
    name, _, rest = line.partition(" ")
    days = [number for number, day in enumerate(WEEKDAYS) if len(name) >= 3 and day.lower().startswith(name.lower().rstrip(":"))]
    parts = {hours: part for part, hours in PARTS.items()}
    hours = [each.strip().replace("-", "–") for each in rest.split(",")]
    if len(days) != 1 or not set(hours) <= parts.keys():
        raise BadCell(f"Write a day a line, with some of {', '.join(parts)} behind it: Tuesday 09–12, 12–17.", line)
    return [f"{days[0]}-{parts[each]}" for each in hours]


WORDS = {Kind.SHORT: _short, Kind.CHOICE: _choice, Kind.CHOICES: _choices, Kind.SCALE: _scale}
