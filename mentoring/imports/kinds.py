"""What an import is made of: columns as data, lines as rows of facts, and what came of them."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from mentoring.imports.problems import Problem, shortened
from mentoring.models import Cohort, User


@dataclass(frozen=True)
class Column:
    """A heading, the fact its cells hold, how a cell is read (it raises BadCell), and what to write in it.

    `needed`: the file must have the column; another one may be left out, and its fact is then None.
    """

    heading: str
    fact: str
    check: Callable[[str], Any]
    says: str
    needed: bool = False


@dataclass(frozen=True)
class Row:
    """One line of a file: its facts by name, and its cells by heading as they stood there."""

    line: int
    facts: dict[str, Any]
    cells: dict[str, str]

    def __getitem__(self, fact: str) -> Any:
        return self.facts[fact]

    def wrong(self, heading: str, reason: str) -> Problem:
        """The problem that this row has under a heading."""
        return Problem(self.line, heading, shortened(self.cells.get(heading, "")), reason)


@dataclass(frozen=True)
class Sheet:
    """What a file says: the rows that can be read, the cells of those that cannot, and everything that is wrong with these."""

    rows: list[Row]
    bad: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Taken:
    """How many lines were new, changed something, or said what stands there already; and what is wrong with the others."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def bad_lines(self) -> set[int]:
        """The lines that cannot go in."""
        return {problem.line for problem in self.problems if problem.whole_row}

    @property
    def good(self) -> int:
        """How many lines can go in."""
        return self.new + self.changed + self.unchanged


@dataclass(frozen=True)
class Import:
    """One kind of file an admin can bring into a cohort.

    `columns` may depend on the cohort (its questions, its rubric). `take` writes the rows of a sheet and says what it did,
    in the caller's transaction, which is rolled back when anything is wrong: so a preview is the import itself, not kept.
    Its queries do not grow with the rows, or its docstring says how.
    `skips_bad`: lines with problems may be left out on request. `opens`: it may make the cohort it fills.
    """

    name: str
    title: str
    says: str
    columns: Callable[[Cohort], list[Column]]
    take: Callable[[Cohort, Sheet, User | None], Taken]
    skips_bad: bool = False
    opens: bool = False


def once_each(rows: Iterable[Row], key: Callable[[Row], Hashable], heading: str) -> tuple[list[Row], list[Problem]]:
    """The first row of each key; every further one is a problem, for we cannot know which of them is meant."""
    first: dict[Hashable, Row] = {}
    problems = []
    for row in rows:
        if first.setdefault(key(row), row) is not row:
            problems.append(row.wrong(heading, f"Line {first[key(row)].line} is about the same; please keep one of the two."))
    return list(first.values()), problems


class WrongRow(ValueError):
    """What is wrong with a row that can be read: under which heading, and a reason in a sentence."""

    def __init__(self, heading: str, reason: str):
        super().__init__(reason)
        self.heading = heading


def judged(rows: Iterable[Row], judge: Callable[[Row], Any]) -> tuple[list[Any], list[Problem]]:
    """What `judge` makes of each row, in their order; and the problems of those over which it raises WrongRow."""
    good, problems = [], []
    for row in rows:
        try:
            good.append(judge(row))
        except WrongRow as wrong:
            problems.append(row.wrong(wrong.heading, str(wrong)))
    return good, problems
