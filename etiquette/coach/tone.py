"""G5, G7, M6, M7: tone. The cues are in heated.toml, defensive.toml and demanding.toml; here is what no word list can see:
capitals, rows of marks, and on which surface a cue counts.
"""

import re

from .cues import family
from .deciding import decide
from .evidence import Evidence
from .findings import Context, Finding, finding
from .phrases import pattern
from .text import Draft

SHOUTABLE = frozenset(
    "never always not now no yes where when what why who how you your my me we all still had have is are this that again every "
    "one two three answer read stop must need want please wrong enough unacceptable do does did dont listen once nothing anything nobody "
    "everything immediately today tonight twice weeks months days hours and the it for told said asked waiting finally seriously "
    "late really very so only just been was were waste time ever".split()
)
CAPITALS = re.compile(r"\b[A-Z][A-Z']+\b")
MARKS = re.compile(r"[!?]{2,}")
JOY = pattern(["{thanks}", "(funded | passed | accepted | won | we did it | great news | yes ! | congratulations | happy | hooray | finally works | distinction | good news | published)", "i (got | won | passed) (it | the)"])  # fmt: skip
LOUD = 1.0
SHOUTING = "Capitals and rows of marks read as shouting, even where they only mean that something matters."


def shouting(draft: Draft) -> tuple[float, tuple[int, int] | None]:
    """How loud the draft is, and where. Acronyms are not loud, nor is joy."""
    loud = [m for m in CAPITALS.finditer(draft.raw) if m.group().lower() in SHOUTABLE]
    marks = [m for m in MARKS.finditer(draft.raw) if "!" in m.group() or len(m.group()) > 2]
    weight = 0.4 * min(len(loud), 3) + 0.3 * min(len(marks), 2)
    if not weight or JOY.search(draft.plain):
        return 0.0, None
    first = min([*loud, *marks], key=lambda m: m.start())
    return weight, first.span()


def heated(evidence: Evidence, context: Context) -> Finding | None:
    """Anger, contempt, bitter irony, shouting. Answering a message marked hard, the bar is a little lower (G7)."""
    volume, where = shouting(evidence.draft)
    hard = context.answers_hard
    found = decide("heated", evidence, volume, 0.1 if hard else 0.0, "G7" if hard else None)
    if found or volume < LOUD:
        return found
    return finding("heated", where, SHOUTING, family("heated").suggestion, "G7" if hard else None)


def defensive(evidence: Evidence) -> Finding | None:
    """Excuses, blame, denial, in answer to feedback."""
    start = {"feedback_reply": 0.2, "message": -0.3}.get(evidence.surface)
    return None if start is None else decide("defensive", evidence, start)


def demanding(evidence: Evidence) -> Finding | None:
    """Orders, claims and clocks."""
    return decide("demanding", evidence)
