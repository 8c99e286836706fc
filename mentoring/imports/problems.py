"""What is wrong with a file: as a whole (Unreadable), in a cell (BadCell), in a line (Problem)."""

from dataclasses import dataclass

SHOWN = 40


class Unreadable(Exception):
    """The file as a whole cannot be read; `str()` is a sentence that says why and what to do."""


class BadCell(ValueError):
    """A reason in words; `part` is the piece of the cell that is meant, if not all of it."""

    def __init__(self, reason: str, part: str | None = None):
        super().__init__(reason)
        self.part = part


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one cell; `value` is safe to print and short. `whole_row`: the line cannot go in."""

    line: int
    column: str
    value: str
    reason: str
    whole_row: bool = True

    def __str__(self):
        shown = f"“{self.value}”: " if self.value else ""
        return f"line {self.line}, {self.column}: {shown}{self.reason}"


def shortened(value: str) -> str:
    """A cell as it may be shown anywhere: short, and with what cannot be seen spelt out."""
    visible = "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in value[:SHOWN].strip())
    return f"{visible[:SHOWN]}…" if max(len(value), len(visible)) > SHOWN else visible
