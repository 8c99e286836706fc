"""I3: how English asks. A yes/no question begins with an auxiliary verb, or is a statement with a question mark; an open one
has a question word in front, or asks to tell, describe, explain (Quirk et al., A Comprehensive Grammar, §11.4–11.23).
"""

from .phrases import named, words
from .text import Draft, Sentence

AUXILIARIES = words("auxiliaries")
OPENERS = words("openers")
LEAD = words("lead")
STILL_OPEN = named("still_open")


def lead_in(words: tuple[str, ...]) -> int:
    """Where the question proper begins: after `I'm thinking of an MBA, and`, after `If so,`."""
    commas = [i + 1 for i, w in enumerate(words[:-1]) if w == ","]
    for start in [0, *reversed(commas)]:
        while start < len(words) - 1 and words[start] in LEAD and words[start] not in ("if", "when", "while", "as"):
            start += 1
        if words[start] in AUXILIARIES or words[start] in OPENERS:
            return start
    return 0


def is_open(draft: Draft, sentence: Sentence) -> bool:
    """Asks for more than yes or no."""
    words = sentence.words
    here = draft.plain[max(sentence.start - 1, 0) : sentence.end + 2]
    if STILL_OPEN.search(here):
        return True
    first = words[lead_in(words)]
    if first in AUXILIARIES:
        return False
    return first in OPENERS or any(w in OPENERS for w in words)
