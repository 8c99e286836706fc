"""From lines to rows: every cell read by its column, and what cannot be read named."""

from collections.abc import Callable, Iterable

from mentoring.imports.files import Headings, numbered_lines
from mentoring.imports.kinds import Column, Row, Sheet
from mentoring.imports.problems import BadCell, Problem, shortened

STRAY = "This row does not have as many cells as the first line; look for a stray comma."
Line = tuple[int, dict[str, str] | None]


def lines(data: bytes, columns: list[Column], title: str, *, passed_over: Iterable[str] = ()) -> list[Line]:
    """The numbered lines of a file with these columns, called `title`. Raises Unreadable for a file that is not one."""
    known = [column.heading for column in columns]
    needed = [column.heading for column in columns if column.needed]
    return list(numbered_lines(data, Headings(title, needed, known, list(passed_over))))


def sheet(found: Iterable[Line], columns: list[Column], progress: Callable = iter) -> Sheet:
    """Every cell of these lines read by its column."""
    good, bad, problems = [], [], []
    for line, cells in progress(found):
        row, wrong = _row(line, cells, columns)
        problems += wrong
        (bad if wrong else good).append(row)
    return Sheet(good, bad, problems)


def _row(line: int, cells: dict[str, str] | None, columns: list[Column]) -> tuple[Row, list[Problem]]:
    if cells is None:
        return Row(line, {}, {}), [Problem(line, "row", "", STRAY)]
    facts, problems = {}, []
    for column in columns:
        try:
            facts[column.fact] = column.check(cells[column.heading]) if column.heading in cells else None
        except BadCell as bad:
            value = cells[column.heading] if bad.part is None else bad.part
            problems.append(Problem(line, column.heading, shortened(value), str(bad)))
    return Row(line, facts, cells), problems
