"""M3: what a draft is about. Words that name a matter, and questions that name none.

The list of words that name nothing, cues/generic.txt, is what every letter of a young researcher contains.
"""

from .grammar import is_open
from .phrases import word_file
from .text import Draft, Sentence


def specific(words: tuple[str, ...]) -> list[str]:
    """The words that say what the matter is."""
    return [
        w for w in words if w[0].isdigit() or w == "quote" or (len(w) > 3 and w.isalpha() and w not in word_file("generic")) or "-" in w
    ]


def concrete_question(draft: Draft) -> bool:
    """Some question that names its matter."""
    return any(s.mark == "?" and len(specific(s.words)) >= 3 for s in draft.sentences)


def empty_question(draft: Draft) -> Sentence | None:
    """A question that could stand in anybody's letter: open, addressed to no part of the reader's life, and all its words generic."""
    asked = [s for s in draft.sentences if s.mark == "?" and is_open(draft, s)]
    if not asked or specific(draft.words) or draft.count > 14:
        return None
    last = asked[-1]
    return None if {"you", "your"} & set(last.words) and "should" not in last.words and "me" not in last.words else last
