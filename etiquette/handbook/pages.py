"""The twenty pages of the handbook, read from `rules/<code>.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from etiquette.rulebook.norms import NORMS

RULES = Path(__file__).parent / "rules"
GROUPS = {"G": "For everybody", "M": "For mentees", "I": "Making a good impression"}
CODES = [code for code, _, _ in NORMS]  # in reading order


@dataclass(frozen=True)
class Example:
    """One situation, written twice."""

    what: str
    before: str
    after: str
    note: str


@dataclass(frozen=True)
class Page:
    """What the handbook says about one norm, beside its name and sentence."""

    code: str
    why: str
    do: tuple[str, ...]
    dont: tuple[str, ...]
    where: str
    examples: tuple[Example, ...]

    @property
    def group(self) -> str:
        return GROUPS[self.code[0]]


@cache
def pages() -> dict[str, Page]:
    """Every page by its code, in reading order."""
    return {code: _read(code) for code in CODES}


def neighbours(code: str) -> tuple[str, str]:
    """The codes before and after `code` in reading order, "" at either end."""
    around = ["", *CODES, ""]
    at = around.index(code)
    return around[at - 1], around[at + 1]


def _read(code: str) -> Page:
    facts = tomllib.loads((RULES / f"{code.lower()}.toml").read_text())
    examples = tuple(Example(**example) for example in facts["examples"])
    return Page(code, facts["why"].strip(), tuple(facts["do"]), tuple(facts["dont"]), facts["where"], examples)
