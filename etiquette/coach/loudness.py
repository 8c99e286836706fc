"""G5: what no word list can see: capitals, and rows of marks. Acronyms are not loud, nor is joy."""

import re

from .phrases import named, words
from .text import Draft

SHOUTABLE = words("shoutable")
CAPITALS = re.compile(r"\b[A-Z][A-Z']+\b")
MARKS = re.compile(r"[!?]{2,}")
JOY = named("joy")


def shouting(draft: Draft) -> tuple[float, tuple[int, int] | None]:
    """How loud the draft is, and where. Acronyms are not loud, nor is joy."""
    loud = [m for m in CAPITALS.finditer(draft.raw) if m.group().lower() in SHOUTABLE]
    marks = [m for m in MARKS.finditer(draft.raw) if "!" in m.group() or len(m.group()) > 2]
    weight = 0.4 * min(len(loud), 3) + 0.3 * min(len(marks), 2)
    if not weight or JOY.search(draft.plain):
        return 0.0, None
    first = min([*loud, *marks], key=lambda m: m.start())
    return weight, first.span()
