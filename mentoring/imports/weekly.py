"""Weekly hours in a cell: `Mon 08:00-10:30; Fri 17:00-24:00`."""

import re
from datetime import time

from mentoring.imports.problems import BadCell
from mentoring.slots import MIDNIGHT, Weekly

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
SHORT_WEEKDAYS = [day[:3] for day in WEEKDAYS]
RANGE = re.compile(r"([a-z]+)\s+([0-9]{1,2}:[0-9]{2})\s*[-\u2013]\s*([0-9]{1,2}:[0-9]{2})", re.IGNORECASE)


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
