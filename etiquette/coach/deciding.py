"""One decision for the findings that are a matter of tone: cues that can be named, and the sound of the whole.

A cue alone does not condemn a draft, nor does the sound alone unless it is strong: the two are added, and the sum must
reach the threshold that was set so that clean texts pass.
"""

from .cues import Family, family
from .evidence import Evidence, table
from .findings import Finding, finding

SHARE = 0.3  # what a full cue adds to the likelihood
FULL = 1.5  # cues count up to this, either way


def decide(code: str, evidence: Evidence, start: float = 0.0, lowered: float = 0.0, rule: str | None = None) -> Finding | None:
    """The finding of one code, when cues and sound are enough together."""
    known = family(code)
    total, span = known.weigh(evidence.draft, evidence.surface, start)
    if evidence.likely(code) + SHARE * max(-FULL, min(total, FULL)) < table().thresholds[code] - lowered:
        return None
    return _told(known, evidence, span if span and total >= 0.6 else None, rule)


def _told(known: Family, evidence: Evidence, span: tuple[int, int] | None, rule: str | None) -> Finding:
    """The finding with the cue's words, or else with the sentence and the words that weighed most."""
    if span:
        return finding(known.code, span, known.message, known.suggestion, rule)
    span, words = evidence.telling(known.code)
    because = f" Words that made me think so: {', '.join(words)}." if words else ""
    return finding(known.code, span, known.message + because, known.suggestion, rule)
