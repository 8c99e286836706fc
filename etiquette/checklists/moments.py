"""What the rooms above announced at start-up: the moments that have lists, and the lists they begin with. No rows, no requests."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Moment:
    """A time in the programme that has a list for each role, about one object.

    `find(user, key)` is that object if `user` may see it, else None; `role_of(user, thing)` says whose list is theirs
    (None: they have none); `scope_of(thing)` is the key of its cohort.
    """

    code: str
    title: str
    find: Callable[[Any, UUID], Any]
    role_of: Callable[[Any, Any], str | None]
    scope_of: Callable[[Any], UUID]


@dataclass(frozen=True)
class DefaultChecklist:
    """The list a role starts with; an admin may change it for a cohort.

    A step is its words, or its words and the act that ticks it. `owed_as` names the act that the last tick discharges.
    """

    moment: str
    role: str
    title: str
    steps: tuple[str | tuple[str, str], ...]
    owed_as: str = ""
    acts: frozenset[str] = field(init=False, default=frozenset())

    def __post_init__(self):
        object.__setattr__(self, "acts", frozenset(act for _, act in self.pairs if act))

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each step as words and act ("" where only a hand ticks it)."""
        return [(step, "") if isinstance(step, str) else step for step in self.steps]


MOMENTS: dict[str, Moment] = {}
DEFAULTS: dict[tuple[str, str], DefaultChecklist] = {}


def register_moment(moment: Moment) -> None:
    """Make a moment known."""
    MOMENTS[moment.code] = moment


def register_checklists(checklists: Iterable[DefaultChecklist]) -> None:
    """Remember default lists; after `migrate` the missing ones become rows. Raises ValueError for a moment nobody registered."""
    for checklist in checklists:
        if checklist.moment not in MOMENTS:
            raise ValueError(f"The checklist “{checklist.title}” names the unregistered moment “{checklist.moment}”.")
        DEFAULTS[checklist.moment, checklist.role] = checklist


def ticking(act: str, owed: bool = False) -> bool:
    """Whether this act may tick a step (of a list that is `owed`)."""
    return any(act in checklist.acts for checklist in DEFAULTS.values() if checklist.owed_as or not owed)


def owed() -> dict[tuple[str, str], DefaultChecklist]:
    """The lists that are owed, by act and role."""
    return {(checklist.owed_as, checklist.role): checklist for checklist in DEFAULTS.values() if checklist.owed_as}
