"""What answers mean, in words; and what is between two versions of them. Pure: no request, no database."""

import difflib
import re
from dataclasses import dataclass

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
PARTS = {"early": "06–09", "morning": "09–12", "afternoon": "12–17", "evening": "17–21", "night": "21–24"}
CELLS = [f"{day}-{part}" for day in range(7) for part in PARTS]


def as_text(kind: str, value) -> str:
    """An answer as a person reads it, on one or several lines."""
    if kind == "choices":
        return ", ".join(value)
    if kind == "week":
        return _week(value["cells"], value["zone"])
    if kind == "consent":
        return "Yes"
    if kind == "file":
        return f"{value['name']} ({size(value['size'])})"
    return str(value)


def _week(cells: list[str], zone: str) -> str:
    """`Tuesday 09–12, 12–17` a line, in the zone of whoever said it."""
    lines = []
    for day, name in enumerate(WEEKDAYS):
        parts = [hours for part, hours in PARTS.items() if f"{day}-{part}" in cells]
        if parts:
            lines.append(f"{name} {', '.join(parts)}")
    return "\n".join([*lines, f"(clock of {zone.replace('_', ' ')})"])


def size(count: int) -> str:
    """Bytes, readable: `340 kB`, `2.1 MB`."""
    return f"{count / 1024 / 1024:.1f} MB" if count >= 1024 * 1024 else f"{max(1, round(count / 1024))} kB"


@dataclass(frozen=True)
class Change:
    """One answer that differs between two versions: `pieces` of (`same`, `gone` or `new`, text)."""

    label: str
    pieces: list[tuple[str, str]]
    is_sensitive: bool = False


def changes(before: list[dict], after: list[dict]) -> list[Change]:
    """The answers in which two versions differ, in the order of the later one; then those it lacks."""
    old, new = ({line["key"]: line for line in lines} for lines in (before, after))
    keys = [*new, *(key for key in old if key not in new)]
    pairs = [(old.get(key), new.get(key)) for key in keys]
    return [_change(was, now) for was, now in pairs if _text(was) != _text(now)]


def _text(line: dict | None) -> str:
    return line["text"] if line else ""


def _change(was: dict | None, now: dict | None) -> Change:
    line = now or was or {}
    return Change(line["label"], pieces(_text(was), _text(now)), line.get("sensitive", False))


def pieces(was: str, now: str) -> list[tuple[str, str]]:
    """The words two texts share, and those that are gone or new, in reading order."""
    old, new = (re.findall(r"\s+|\S+", text) for text in (was, now))
    found: list[tuple[str, str]] = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(("same", "".join(old[a:b])))
            continue
        found += [("gone", "".join(old[a:b]))] if b > a else []
        found += [("new", "".join(new[c:d]))] if d > c else []
    return found
