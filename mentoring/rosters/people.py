"""What a roster says, as dataclasses."""

from dataclasses import dataclass, field

from mentoring.slots import Weekly


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one cell; `value` is safe to print and short. `whole_row`: the person cannot go in."""

    line: int
    column: str
    value: str
    reason: str
    whole_row: bool = True

    def __str__(self):
        shown = f"“{self.value}”: " if self.value else ""
        return f"line {self.line}, {self.column}: {shown}{self.reason}"


@dataclass(frozen=True)
class Person:
    """One good row. `wishes` and `avoids` are e-mail addresses."""

    line: int
    role: str
    email: str
    name: str
    pronouns: str
    zone: str
    field: str
    stage: str
    organisation: str
    tracks: tuple[str, ...]
    languages: tuple[str, ...]
    linkedin: str
    english_help: str
    capacity: int
    goals_or_offer: str
    hours: tuple[Weekly, ...]
    wishes: tuple[str, ...]
    avoids: tuple[str, ...]


@dataclass(frozen=True)
class Roster:
    """The people of a file who can go in, and everything that is wrong with the rest."""

    people: list[Person] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def bad_lines(self) -> set[int]:
        """The lines whose person cannot go in."""
        return {problem.line for problem in self.problems if problem.whole_row}
