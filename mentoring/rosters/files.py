"""From bytes to numbered rows: encoding, separators, headings. What cannot be a roster is refused in one sentence."""

import csv
import io
from collections.abc import Iterator

LIMIT = 5 * 1024 * 1024
COLUMNS = ["role", "email", "full_name", "pronouns", "timezone", "field", "career_stage", "organisation", "tracks"]
COLUMNS += ["languages", "linkedin", "english_help", "capacity", "goals_or_offer", "available", "wishes", "avoid"]
KINDS = {
    b"PK\x03\x04": "an Excel or zip file",
    b"\xd0\xcf\x11\xe0": "an old Excel file",
    b"%PDF": "a PDF",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
SAVE_AS = "Save it as “CSV UTF-8 (comma-separated)” and try again."


class Unreadable(Exception):
    """The file as a whole cannot be read; `str()` is a sentence that says why and what to do."""


def numbered_rows(data: bytes) -> Iterator[tuple[int, dict[str, str] | None]]:
    """The (line number, cells) of each row that is not blank; cells are None where their number is not the heading's.

    Raises Unreadable, before the first row where that is possible.
    """
    reader = csv.reader(io.StringIO(_text(data), newline=""), strict=True)
    headings, line = _headings(reader), reader.line_num
    for cells in _reading(reader):
        first_line, line = line + 1, reader.line_num
        if any(cell.strip() for cell in cells):
            yield first_line, dict(zip(headings, cells, strict=True)) if len(cells) == len(headings) else None


def _text(data: bytes) -> str:
    if len(data) > LIMIT:
        raise Unreadable(f"The file is larger than {LIMIT // 1024 // 1024} MB, which no roster is: please check that it is the right one.")
    if not data.strip():
        raise Unreadable("The file is empty: please choose the one with the people in it.")
    for signature, kind in KINDS.items():
        if data.startswith(signature):
            raise Unreadable(f"This is {kind}, not a CSV file. {SAVE_AS}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"Line {line} has letters that are not UTF-8. {SAVE_AS}") from None


def _headings(reader) -> list[str]:
    first = next(_reading(reader), [])
    headings = [heading.strip().lower() for heading in first]
    missing = [column for column in COLUMNS if column not in headings]
    if len(missing) == len(COLUMNS):
        raise Unreadable(_no_headings(first))
    if missing:
        raise Unreadable(f"The first line lacks {_listed(missing)}: please add {'it' if len(missing) == 1 else 'them'}, empty if need be.")
    twice = sorted({heading for heading in headings if headings.count(heading) > 1})
    if twice:
        raise Unreadable(f"The first line names {_listed(twice)} twice: please keep one of each.")
    unknown = [heading for heading in headings if heading not in COLUMNS]
    if unknown:
        raise Unreadable(f"The first line has {_listed(unknown)}, which we would not know where to put: please remove it.")
    return headings


def _no_headings(cells: list[str]) -> str:
    if len(cells) == 1 and any(separator in cells[0] for separator in ";\t"):
        return f"The columns are separated by semicolons or tabs, not commas. {SAVE_AS}"
    return f"This does not look like a roster: its first line should read {','.join(COLUMNS)}."


def _listed(columns: list[str]) -> str:
    shown = ", ".join(f"“{column[:30]}”" if column.isprintable() else "an unreadable heading" for column in columns)
    return f"the column{'s' if len(columns) > 1 else ''} {shown}"


def _reading(reader) -> Iterator[list[str]]:
    """The rows of a csv reader, its complaints in our words."""
    try:
        yield from reader
    except csv.Error as error:
        why = "a quotation mark is opened and not closed" if "unexpected end" in str(error) else f"it is not well-formed CSV ({error})"
        raise Unreadable(f"Line {reader.line_num} cannot be read: {why}. {SAVE_AS}") from None
