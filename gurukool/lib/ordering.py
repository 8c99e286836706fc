"""Lists that people put in order by hand."""

from collections.abc import Sequence
from typing import Protocol


class Placed(Protocol):
    """A row that knows its place in a list."""

    position: int


def moved(rows: Sequence[Placed], row: Placed, up: bool) -> list[Placed]:
    """The rows (in their order) with one of them a place nearer the beginning, or the end, and every `position` set anew from 0.

    At the end of the list nothing moves. Raises ValueError when the row is not among them.
    """
    rows = list(rows)
    place = rows.index(row)
    other = place - 1 if up else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    for position, each in enumerate(rows):
        each.position = position
    return rows
