"""What a roster says, as dataclasses."""

from dataclasses import dataclass, field

from mentoring.imports.problems import Problem
from mentoring.slots import Weekly


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
