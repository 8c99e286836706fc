"""One function per kind of cell: text in, a value out; what cannot be used raises BadCell with a plain reason."""

import functools
import re
import unicodedata
import zoneinfo
from datetime import time

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from gurukool.lib.spreadsheets import restored
from mentoring.models.people import validate_linkedin
from mentoring.slots import MIDNIGHT, Weekly

MOST_PLACES = 20
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
SHORT_WEEKDAYS = [day[:3] for day in WEEKDAYS]
JOINERS = "\u200c\u200d"  # zero-width, but needed to write Persian and Indian names
RANGE = re.compile(r"([a-z]+)\s+([0-9]{1,2}:[0-9]{2})\s*[-\u2013]\s*([0-9]{1,2}:[0-9]{2})", re.IGNORECASE)


class BadCell(ValueError):
    """A reason in words; `part` is the piece of the cell that is meant, if not all of it."""

    def __init__(self, reason: str, part: str | None = None):
        super().__init__(reason)
        self.part = part


def text(cell: str, longest: int, *, lines: bool = False) -> str:
    """Plain text of a bounded length: no control or invisible characters, nothing a spreadsheet would run.

    The apostrophe with which our exports keep such text from running is taken off; the text behind it is meant as text.
    """
    value = unicodedata.normalize("NFC", cell.replace("\r\n", "\n")).strip()
    if any(_is_invisible(letter) for letter in value if not (lines and letter in "\n\t")):
        raise BadCell("This has invisible or control characters; please type it again.")
    if re.match(r"[=@]|[+-]\w", value):
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


def email(cell: str) -> str:
    """An e-mail address, in lower case."""
    value = required(cell, 254).lower()
    try:
        validate_email(value)
    except ValidationError:
        raise BadCell("This is not an e-mail address.") from None
    return value


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


def capacity(cell: str, role: str) -> int:
    """How many mentees a mentor takes; a mentee's cell is empty."""
    value = cell.strip()
    if role == "mentee" and value not in {"", "0"}:
        raise BadCell("Only mentors have places to offer; leave this empty for a mentee.")
    if role == "mentor" and not value:
        raise BadCell("This is missing: how many mentees can this mentor take?")
    if not value:
        return 0
    if not (value.isascii() and value.isdecimal() and int(value[:9]) <= MOST_PLACES):
        raise BadCell(f"This should be a whole number from 0 to {MOST_PLACES}.")
    return int(value)


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


def hours(cell: str) -> tuple[Weekly, ...]:
    """Weekly hours such as `Mon 08:00-10:30; Fri 17:00-24:00`, sorted; those of one day may not overlap."""
    ranges = sorted(((_range(part), part.strip()) for part in cell.split(";") if part.strip()), key=lambda each: _minutes(each[0]))
    for (one, _), (other, part) in zip(ranges, ranges[1:], strict=False):
        if one.weekday == other.weekday and _minutes(other)[1] < _minutes(one)[2]:
            raise BadCell("These hours overlap others of the same day; please join them into one range.", part)
    return tuple(weekly for weekly, _ in ranges)


def _minutes(weekly: Weekly) -> tuple[int, int, int]:
    ends = 24 * 60 if weekly.ends == MIDNIGHT else weekly.ends.hour * 60 + weekly.ends.minute
    return weekly.weekday, weekly.starts.hour * 60 + weekly.starts.minute, ends


def _range(part: str) -> Weekly:
    found = RANGE.fullmatch(part.strip())
    if not found:
        raise BadCell("Write hours as Mon 08:00-10:30, with semicolons between.", part)
    day = found[1].lower()
    if day not in WEEKDAYS + SHORT_WEEKDAYS:
        raise BadCell(f"“{found[1][:20]}” is not a weekday; write Mon, Tue, Wed, Thu, Fri, Sat or Sun.", part)
    weekly = Weekly(SHORT_WEEKDAYS.index(day[:3]), _clock(found[2], part), _clock(found[3].replace("24:00", "00:00"), part))
    _, starts, ends = _minutes(weekly)
    if ends <= starts:
        raise BadCell("These hours end before they start; hours past midnight are two ranges, Mon 22:00-24:00; Tue 00:00-01:00.", part)
    return weekly


def _clock(value: str, part: str) -> time:
    hour, minute = map(int, value.split(":"))
    if hour > 23 or minute > 59:
        raise BadCell(f"{value} is not a time of day; write 08:00 or 17:30.", part)
    return time(hour, minute)
