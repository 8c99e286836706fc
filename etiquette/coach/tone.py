"""G5, G7, M6, M7: tone. The cues are in heated.toml, defensive.toml and demanding.toml, the sound of the whole in weights.tsv."""

from .cues import family
from .deciding import decide
from .evidence import Evidence
from .findings import Context, Finding, finding
from .loudness import shouting

LOUD = 1.0
SHOUTING = "Capitals and rows of marks read as shouting, even where they only mean that something matters."
HARD = 0.1  # by how much the bar sinks when a hard message is answered


def heated(evidence: Evidence, context: Context) -> Finding | None:
    """Anger, contempt, bitter irony, shouting. Answering a message marked hard, the bar is a little lower (G7)."""
    volume, where = shouting(evidence.draft)
    hard = context.answers_hard
    found = decide("heated", evidence, HARD if hard else 0.0, "G7" if hard else None)
    if found or volume < LOUD:
        return found
    return finding("heated", where, SHOUTING, family("heated").suggestion, "G7" if hard else None)


def defensive(evidence: Evidence) -> Finding | None:
    """Excuses, blame, denial, in answer to feedback."""
    return decide("defensive", evidence) if evidence.surface in ("feedback_reply", "message") else None


def demanding(evidence: Evidence) -> Finding | None:
    """Orders, claims and clocks."""
    return decide("demanding", evidence)
