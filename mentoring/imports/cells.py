"""One function per kind of cell: text in, a value out; what cannot be used raises BadCell with a plain reason."""

import functools
import re
import unicodedata
import zoneinfo
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db.models import TextChoices
from django.utils import timezone

from gurukool.lib.spreadsheets import restored
from mentoring.imports.problems import BadCell
from mentoring.models.people import validate_linkedin

MOST_PLACES = 20
FIRST_YEAR = 2000
JOINERS = "\u200c\u200d"  # zero-width, but needed to write Persian and Indian names


def text(cell: str, longest: int, *, lines: bool = False) -> str:
    """Plain text of a bounded length: no control or invisible characters, nothing a spreadsheet would run.

    The apostrophe with which our exports keep such text from running is taken off; the text behind it is meant as text.
    """
    value = unicodedata.normalize("NFC", cell.replace("\r\n", "\n")).strip()
    if any(_is_invisible(letter) for letter in value if not (lines and letter in "\n\t")):
        raise BadCell("This has invisible or control characters; please type it again.")
    if re.match(r"[=@]|[+-]\w", value) and not re.fullmatch(r"[+-]?[0-9]+([.,][0-9]+)?", value):
        raise BadCell("This starts like a spreadsheet formula; please write plain text.")
    value = restored(value).strip()
    if len(value) > longest:
        raise BadCell(f"This is {len(value)} characters long; at most {longest} fit.")
    return value if lines else " ".join(value.split())


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"} and letter not in JOINERS


def required(cell: str, longest: int) -> str:
    """Text that must be there."""
    value = text(cell, longest)
    if not value:
        raise BadCell("This is missing.")
    return value


def one_of(cell: str, choices: list[str], *, may_be_empty: bool = False) -> str:
    """One of a few words, in any case."""
    value = cell.strip().lower()
    if value in choices or (may_be_empty and not value):
        return value
    raise BadCell(f"This should be {' or '.join(choices)}{', or empty' if may_be_empty else ''}.")


def chosen(cell: str, choices: type[TextChoices], *, may_be_empty: bool = False) -> str:
    """One of some choices, by its label as our pages and exports say it, or by its short name; the short name."""
    value = cell.strip().lower()
    known = {choice.label.lower(): choice.value for choice in choices}
    if value in known or value in known.values() or (may_be_empty and not value):
        return known.get(value, value)
    raise BadCell(f"This should be {' or '.join(known)}{', or empty' if may_be_empty else ''}.")


def yes(cell: str) -> bool:
    """A yes; no, or nothing, is none."""
    return one_of(cell, ["yes", "no"], may_be_empty=True) == "yes"


def whole(cell: str, least: int, most: int) -> int | None:
    """A whole number within bounds, or None for an empty cell."""
    value = restored(cell.strip())
    if not value:
        return None
    if re.fullmatch(r"-?[0-9]{1,9}", value) and least <= int(value) <= most:
        return int(value)
    raise BadCell(f"This should be a whole number from {least} to {most}.")


def moment(cell: str) -> datetime | None:
    """A moment that is over, `2027-01-31 14:00` in UTC or with its own offset; None for an empty cell. A day alone is its midnight."""
    value = cell.strip()
    if not value:
        return None
    try:
        found = datetime.fromisoformat(value) if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}($|[ T])", value) else None
        found = found and (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        found = None
    if found is None or found.year < FIRST_YEAR:
        raise BadCell("Write this as 2027-01-31 14:00, year first, in UTC.")
    if found > timezone.now():
        raise BadCell("This is still to come; write when it happened.")
    return found


def email(cell: str) -> str:
    """An e-mail address, in lower case."""
    value = required(cell, 254).lower()
    try:
        validate_email(value)
    except ValidationError:
        raise BadCell("This is not an e-mail address.") from None
    return value


def email_or_none(cell: str) -> str | None:
    """An e-mail address, or None for an empty cell."""
    return email(cell) if cell.strip() else None


def zone(cell: str) -> str:
    """An IANA zone name."""
    value = cell.strip()
    if value not in _zones():
        raise BadCell("This is not a time zone we know; write one such as Asia/Kolkata.")
    return value


@functools.cache
def _zones() -> set[str]:
    return zoneinfo.available_timezones()


def linkedin(cell: str) -> str:
    """A LinkedIn address, or nothing."""
    value = text(cell, 200)
    try:
        if value:
            validate_linkedin(value)
            URLValidator(schemes=["https"])(value)
    except ValidationError as error:
        raise BadCell(error.message) from None
    return value


def capacity(cell: str) -> int | None:
    """How many mentees a mentor takes."""
    return whole(cell, 0, MOST_PLACES)


def several(cell: str, longest: int) -> tuple[str, ...]:
    """A list with semicolons between its items; each counts once."""
    return tuple(dict.fromkeys(required(part, longest) for part in cell.split(";") if part.strip()))


def emails(cell: str) -> tuple[str, ...]:
    """A list of e-mail addresses."""
    addresses = []
    for part in filter(str.strip, cell.split(";")):
        try:
            addresses.append(email(part))
        except BadCell as bad:
            raise BadCell(str(bad), part) from None
    return tuple(dict.fromkeys(addresses))
