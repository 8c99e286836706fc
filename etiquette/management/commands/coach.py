"""Let an admin try the coach: `manage.py coach --surface message < draft.txt`, or JSON lines, or `--score` against labels."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from etiquette.coach import SURFACES, review
from etiquette.coach.scoring import Score


class Command(BaseCommand):
    help = "Reads a draft from standard input, or JSON lines (id, surface, text), and prints one JSON object with the findings for each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--jsonl", metavar="FILE", help="JSON lines with id, surface and text; - for standard input")
        parser.add_argument("--surface", choices=SURFACES, default=None, help="for lines without one, and for plain text (message)")
        parser.add_argument("--score", action="store_true", help="compare with the labels of each line, and print how good the coach is")

    def handle(self, *, jsonl: str | None, surface: str | None, score: bool, **options: Any) -> None:
        if score and not jsonl:
            raise CommandError("A score needs labels: name a file of JSON lines with --jsonl FILE.")
        if not jsonl:
            found = review("".join(lines("-")), surface or "message")
            self.stdout.write(answer(None, found))
            return
        tally = Score()
        for row in rows(jsonl, surface, score):
            found = review(row["text"], row["surface"])
            if score:
                tally.add(set(row["labels"]), {f.code for f in found})
            else:
                self.stdout.write(answer(row.get("id"), found))
        if score:
            self.stdout.write(tally.report())


def answer(identity: object, found: list) -> str:
    """One line of the answer: each code once, in the order of the draft."""
    return json.dumps({"id": identity, "findings": list(dict.fromkeys(f.code for f in found))}, ensure_ascii=False)


def lines(name: str) -> Iterator[str]:
    """The lines of a file, or of standard input."""
    try:
        if name == "-":
            yield from sys.stdin
        else:
            with open(name, encoding="utf-8") as file:
                yield from file
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{'Standard input' if name == '-' else name} cannot be read as text: {error}.") from error


def rows(name: str, surface: str | None, labelled: bool) -> Iterator[dict]:
    """Each line as a checked object; what is wrong is said with its line number."""
    for number, line in enumerate(lines(name), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise CommandError(f"Line {number} is not JSON: {error}.") from error
        yield checked(row, number, surface, labelled)


def checked(row: object, number: int, surface: str | None, labelled: bool) -> dict:
    """The row with its surface, or a sentence about what it lacks."""
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise CommandError(f'Line {number} needs to be an object with a "text" in quotation marks.')
    row = {**row, "surface": row.get("surface") or surface or "message"}
    if row["surface"] not in SURFACES:
        raise CommandError(f"Line {number} names the surface {row['surface']!r}; choose one of {', '.join(SURFACES)}.")
    labels = row.get("labels")
    if labelled and not (isinstance(labels, list) and all(isinstance(label, str) for label in labels)):
        raise CommandError(f'Line {number} needs "labels", a list of codes, to be scored.')
    return row
