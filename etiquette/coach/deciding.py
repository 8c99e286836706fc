"""One decision for the findings that are a matter of tone: cues that can be named, and the sound of the whole.

A cue alone does not condemn a draft, nor does the sound alone unless it is strong: the two are added, and the sum must
reach the threshold that was set so that clean texts pass.
"""

from .cues import Family, family
from .evidence import Evidence, table
from .findings import Finding, finding
from .loudness import shouting
from .specifics import concrete_question, empty_question, specific
from .text import Draft

SHARE = 0.3  # what a full cue adds to the likelihood
FULL = 3.0  # cues count up to this, either way: two or three clear ones are enough without the sound
WORTH_SHOWING = 0.6
FEW_WORDS = 8  # in a draft so short the sound says nothing: only a cue may speak


def head_start(code: str, draft: Draft, surface: str) -> float:
    """What the shape of the draft adds to its cues, before any word is looked at."""
    if code == "heated":
        return shouting(draft)[0]
    if code == "defensive":
        return 0.2 if surface == "feedback_reply" else -0.3
    return vagueness(draft, surface) if code == "vague" else 0.0


def vagueness(draft: Draft, surface: str) -> float:
    """M3: a question that names no matter is vague by itself; a concrete one, and many specific words, speak against."""
    start = -0.8 if concrete_question(draft) else 0.0
    if draft.count < 150:
        start -= 0.05 * min(max(len(set(specific(draft.words))) - 6, 0), 8)
    return start + (1.0 if surface == "question" and empty_question(draft) else 0.0)


def cue_share(code: str, draft: Draft, surface: str) -> tuple[float, tuple[int, int] | None]:
    """What the cues add to the likelihood, and the words of the heaviest one that is worth showing."""
    total, span = family(code).weigh(draft, surface, head_start(code, draft, surface))
    return SHARE * max(-FULL, min(total, FULL)), span if total >= WORTH_SHOWING else None


def decide(code: str, evidence: Evidence, lowered: float = 0.0, rule: str | None = None) -> Finding | None:
    """The finding of one code, when cues and sound are enough together."""
    share, span = cue_share(code, evidence.draft, evidence.surface)
    if len(evidence.draft.words) < FEW_WORDS and share < SHARE * WORTH_SHOWING:
        return None
    if evidence.likely(code) + share < table().thresholds[code] - lowered:
        return None
    return _told(family(code), evidence, span, rule)


def _told(known: Family, evidence: Evidence, span: tuple[int, int] | None, rule: str | None) -> Finding:
    """The finding with the cue's words, or else with the sentence and the words that weighed most."""
    if span:
        return finding(known.code, span, known.message, known.suggestion, rule)
    span, words = evidence.telling(known.code)
    because = f" Words that made me think so: {', '.join(words)}." if words else ""
    return finding(known.code, span, known.message + because, known.suggestion, rule)
