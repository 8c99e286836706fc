"""I3: yes/no questions. One open question in the draft is enough to let the others pass: people lead up to what they ask."""

from .findings import Finding, finding
from .grammar import STILL_OPEN, is_open
from .phrases import named
from .text import Draft

WHETHER = named("whether")
EITHER = named("either")
CLOSED_MESSAGE = "This can be answered with yes or no, and the talk may end there. An open question gets you the story behind the answer."
CLOSED_SUGGESTION = "How did you decide that for yourself, and what would you look at in my place?"


def closed_question(draft: Draft) -> Finding | None:
    """The last yes/no question, when no open one stands beside it."""
    closed = None
    for sentence in draft.sentences:
        here = draft.plain[max(sentence.start - 1, 0) : sentence.end + 2]
        asks = sentence.mark == "?"
        if (asks and is_open(draft, sentence)) or (not asks and STILL_OPEN.search(here)):
            return None
        if not asks and sentence.words[0] in ("how", "what", "why", "which") and len(sentence.words) > 3:
            return None
        if (asks and not EITHER.search(here) and sentence.words != ("quote",)) or (not asks and WHETHER.search(here)):
            closed = sentence
    if closed is None:
        return None
    return finding("closed_question", draft.sentence_span(closed), CLOSED_MESSAGE, CLOSED_SUGGESTION)
