"""Tables as CSV that a spreadsheet opens and never runs: every export passes here. Pure: values in, text out."""

import datetime
import decimal
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain, islice

import tablib

RUNS = "=+-@|%"  # what a cell begins with that some spreadsheet takes for a formula or a command
UNSEEN = "CZM"  # categories of letters that take no room: control, format, blanks, marks
BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters by category, and nothing to see
NUMBERS = (bool, int, float, decimal.Decimal, datetime.date, datetime.time)
BOM = "\ufeff"  # without it Excel takes UTF-8 for something else
CHUNK = 500


def is_executable(text: str) -> bool:
    """Whether a spreadsheet might run it: it begins with a tab or a carriage return, or its first visible letter is one of `RUNS`.

    Letters count by what they stand for (NFKC): a full-width ＝ is an =.
    """
    return text.startswith(("\t", "\r")) or _first_visible(text) in set(RUNS)


def _first_visible(text: str) -> str:
    plain = chain.from_iterable(unicodedata.normalize("NFKC", letter) for letter in text)
    return next((letter for letter in plain if unicodedata.category(letter)[0] not in UNSEEN and letter not in BLANK), "")


def neutralised(cell):
    """The cell, with an apostrophe before text that might run; numbers and dates stay what they are. Twice is the same as once."""
    if isinstance(cell, NUMBERS):
        return cell
    text = "" if cell is None else str(cell)
    return f"'{text}" if is_executable(text) else text


def restored(text: str) -> str:
    """What the text was before `neutralised`: without that apostrophe, and no other."""
    return text[1:] if text.startswith("'") and is_executable(text[1:]) else text


def csv_chunks(headings: list[str], rows: Iterable[Iterable]) -> Iterator[str]:
    """A CSV file in pieces of some hundred rows, its cells neutralised, headings included."""
    lines = chain([headings], rows)
    yield BOM
    while chunk := [[neutralised(cell) for cell in row] for row in islice(lines, CHUNK)]:
        yield tablib.Dataset(*chunk).export("csv")
