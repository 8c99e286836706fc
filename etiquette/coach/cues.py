"""Weighted cues: what hints at a finding, how strongly, and why. All of them are data, in cues/*.toml.

Each file is one finding: its message, its suggestion and its cues. A cue is a few phrases that mean the same, with one
weight: 1 is a clear case, less needs company, below zero speaks against. Each cue counts once, and they add up.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from .phrases import CUES, pattern
from .text import Draft

NEGATED = re.compile(r"(?<= )(?:not|never|without|nobody|no|nor|neither) (?:[^ .?!,]+ ){0,3}$")


@dataclass(frozen=True)
class Cue:
    """Phrases that mean the same: counted once, where found, unless the sentence says otherwise."""

    says: re.Pattern
    weight: float
    beside: re.Pattern | None = None
    unless: re.Pattern | None = None
    surfaces: frozenset[str] = frozenset()
    negatable: bool = False

    def found_in(self, draft: Draft, surface: str) -> re.Match | None:
        """The first place where the cue holds."""
        if self.surfaces and surface not in self.surfaces:
            return None
        return next((m for m in self.says.finditer(draft.plain) if self._holds(draft, m)), None)

    def _holds(self, draft: Draft, match: re.Match) -> bool:
        sentence = draft.sentence_at(match.start())
        if sentence is None:
            return True
        here = draft.plain[max(sentence.start - 1, 0) : sentence.end + 2]
        if self.beside and not self.beside.search(here):
            return False
        if self.unless and self.unless.search(here):
            return False
        return not (self.negatable and NEGATED.search(draft.plain, max(sentence.start - 1, 0), match.start()))


@dataclass(frozen=True)
class Family:
    """All that is known about one finding."""

    code: str
    message: str
    suggestion: str
    cues: tuple[Cue, ...]

    def weigh(self, draft: Draft, surface: str, start: float = 0.0) -> tuple[float, tuple[int, int] | None]:
        """The sum of the cues, and the words of the heaviest one."""
        hits = [(cue.weight, m) for cue in self.cues if (m := cue.found_in(draft, surface))]
        total = start + sum(weight for weight, _ in hits)
        heaviest = max(hits, key=lambda hit: hit[0], default=None)
        if heaviest is None or heaviest[0] <= 0:
            return total, None
        return total, draft.raw_span(heaviest[1].start(), heaviest[1].end())


def _cue(entry: dict) -> Cue:
    return Cue(
        says=pattern(entry["says"]),
        weight=entry["weight"],
        beside=pattern(entry["beside"]) if "beside" in entry else None,
        unless=pattern(entry["unless"]) if "unless" in entry else None,
        surfaces=frozenset(entry.get("surfaces", ())),
        negatable=entry.get("negatable", False),
    )


@cache
def family(code: str) -> Family:
    """The family of cues of one code, read and compiled on first use."""
    data = tomllib.loads((CUES / f"{code}.toml").read_text("utf-8"))
    return Family(code, data["message"], data["suggestion"], tuple(map(_cue, data["cue"])))
