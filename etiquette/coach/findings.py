"""What the coach says: a finding, the circumstances it is told, and the rule of the handbook behind each code."""

from dataclasses import dataclass, field

SURFACES = ("message", "question", "thank_you", "feedback_reply", "introduction")

RULES = {
    "job_request": "M8",
    "letter_request": "M8",
    "heated": "G5",
    "defensive": "M6",
    "demanding": "M7",
    "vague": "M3",
    "closed_question": "I3",
    "overlong": "M4",
    "friend_request": "G4",
    "no_thanks": "G3",
    "no_outcome": "I5",
    "language": "G6",
}
CODES = tuple(RULES)


@dataclass(frozen=True)
class Finding:
    """One piece of advice: the words it means, why, and a better phrasing to start from."""

    code: str
    rule: str
    span: tuple[int, int]
    message: str
    suggestion: str


@dataclass(frozen=True)
class Context:
    """What a view may know about the draft; nothing here is needed, and none of it is kept.

    `silenced`: codes that the writer asked not to hear of here. `letter_open`: the writer may ask this reader
    for a letter by now (M8). `answers_hard`: the draft answers a message that its reader marked as hard (G7).
    `known_words`: names and terms of the people at hand, never to be called misspelt.
    """

    silenced: frozenset[str] = frozenset()
    letter_open: bool = False
    answers_hard: bool = False
    known_words: frozenset[str] = field(default_factory=frozenset)


def finding(code: str, span: tuple[int, int], message: str, suggestion: str, rule: str | None = None) -> Finding:
    """A finding under its usual rule, or under another one where the circumstances say so."""
    return Finding(code, rule or RULES[code], span, message, suggestion)
