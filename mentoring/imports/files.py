"""From bytes to numbered lines: encoding, separators, headings. What cannot be such a file is refused in one sentence."""

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from gurukool.lib.spreadsheets import restored
from gurukool.lib.uploads import LARGEST_SHEET
from mentoring.imports.problems import Unreadable

LIMIT = LARGEST_SHEET
MOST_LINES = 20_000
KINDS = {
    b"PK\x03\x04": "an Excel or zip file",
    b"\xd0\xcf\x11\xe0": "an old Excel file",
    b"%PDF": "a PDF",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
REMARK = "# "  # a line of such cells is for people: the templates explain their columns in one
UNNAMED = "without a name that can be read"
SAVE_AS = "Save it as “CSV UTF-8 (comma-separated)” and try again."


@dataclass(frozen=True)
class Headings:
    """What the first line of a file called `title` must name, what it may name, and what is known but says nothing an import would take."""

    title: str
    needed: Collection[str]
    known: Collection[str]
    passed_over: Collection[str] = ()


def numbered_lines(data: bytes, headings: Headings) -> Iterator[tuple[int, dict[str, str] | None]]:
    """The (line number, cells by heading) of each line that is not blank nor a remark; None where their number is not the first line's.

    Raises Unreadable, before the first line where that is possible.
    """
    reader = csv.reader(io.StringIO(_text(data), newline=""), strict=True)
    names, line, count = _headings(reader, headings), reader.line_num, 0
    for cells in _reading(reader):
        first_line, line = line + 1, reader.line_num
        if not all(cell.strip() == "" or cell.startswith(REMARK) for cell in cells):
            count += 1
            if count > MOST_LINES:
                raise Unreadable(f"The file has more than {MOST_LINES:,} lines: please divide it, and bring the parts one after the other.")
            yield first_line, dict(zip(names, cells, strict=True)) if len(cells) == len(names) else None


def _text(data: bytes) -> str:
    if len(data) > LIMIT:
        raise Unreadable(f"The file is larger than {LIMIT // 1024 // 1024} MB: please check that it is the right one, or divide it.")
    if not data.strip():
        raise Unreadable("The file is empty: please choose another one.")
    for signature, kind in KINDS.items():
        if data.startswith(signature):
            raise Unreadable(f"This is {kind}, not a CSV file. {SAVE_AS}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"Line {line} has letters that are not UTF-8. {SAVE_AS}") from None


def _headings(reader, headings: Headings) -> list[str]:
    """The headings of the file as we spell them."""
    first = next(_reading(reader), [])
    ours = {_plain(heading): heading for heading in (*headings.passed_over, *headings.known)}
    names = [ours.get(_plain(cell), _plain(cell)) for cell in first]
    if not set(names) & set(headings.known):
        raise Unreadable(_no_headings(first, headings))
    if missing := [heading for heading in headings.needed if heading not in names]:
        raise Unreadable(f"The first line lacks {_listed(missing)}: please add {'it' if len(missing) == 1 else 'them'}, empty if need be.")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Unreadable(f"The first line names {_listed(twice)} twice: please keep one of each.")
    if unknown := [name for name in names if name not in ours.values()]:
        raise Unreadable(f"The first line has {_listed(unknown)}, which we would not know where to put: please remove it.")
    return names


def _plain(heading: str) -> str:
    return " ".join(restored(heading.strip()).lower().split())


def _no_headings(cells: list[str], headings: Headings) -> str:
    if len(cells) == 1 and any(separator in cells[0] for separator in ";\t"):
        return f"The columns are separated by semicolons or tabs, not commas. {SAVE_AS}"
    return f"This does not look like a file for “{headings.title}”: its first line should name {','.join(headings.needed)}."


def _listed(columns: list[str]) -> str:
    shown = ", ".join(f"“{column[:60]}”" if column.isprintable() and column else UNNAMED for column in columns)
    return f"the column{'s' if len(columns) > 1 else ''} {shown}"


def _reading(reader) -> Iterator[list[str]]:
    """The rows of a csv reader, its complaints in our words."""
    try:
        yield from reader
    except csv.Error as error:
        why = "a quotation mark is opened and not closed" if "unexpected end" in str(error) else f"it is not well-formed CSV ({error})"
        raise Unreadable(f"Line {reader.line_num} cannot be read: {why}. {SAVE_AS}") from None
