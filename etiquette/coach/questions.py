"""I3 and M3: yes/no questions, and asks that leave the reader guessing what is wanted.

A yes/no question is told by its form, as a grammar book does: it begins with an auxiliary verb, or is a statement with a
question mark. One open question in the draft is enough to let the others pass: people lead up to what they want to know.
"""

from functools import cache

from .cues import ENOUGH, family
from .findings import Finding, finding
from .phrases import CUES, pattern
from .text import Draft, Sentence

AUXILIARIES = frozenset(
    "do does did is are am was were have has had can could will would shall should may might must need isn't is't ought dare".split()
)
OPENERS = frozenset("what how why which who whom whose where when".split())
LEAD = frozenset(", and so but or then now well also still because if when while after before since as although quote".split())
STILL_OPEN = pattern(
    [
        "(tell | describe | explain | share | show | walk | talk | say | elaborate | recall | name | outline | sketch | give me an example | give an example | let me know) ... (how | what | why | which | who | whom | where | when | about | your | through | a | an | the | more)",
        "(like | love | want | interested | curious | glad | grateful | happy | wonder | wondering) ... (to hear | to know | to learn | to understand | about | in) ... (how | what | why | which | who | where | when | about | your)",
        "(and | , | or) (if so | if not | if yes)? ,? (what | how | why | which | who | where | when)", "(i | and i) wonder (how | what | why | which | who | where | when)", "in (what | which) (way | ways | sense)",
    ]
)  # fmt: skip
WHETHER = pattern(["(tell me | let me know | know | say | wonder | wondering | ask | asking | wanted to ask | like to know) (if | whether)"])
EITHER = pattern(["or (should | would | rather | do | is it | is that | better | the | a | in | at | on | for | with | as | to) ... >"])
CLOSED_MESSAGE = (
    "This can be answered with yes or no, and the talk may end there. An open question gets you the story behind the answer."
)
CLOSED_SUGGESTION = "How did you decide that for yourself, and what would you look at in my place?"


@cache
def generic_words() -> frozenset[str]:
    lines = (CUES / "generic.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def specific(words: tuple[str, ...]) -> list[str]:
    """The words that say what the matter is."""
    return [w for w in words if w[0].isdigit() or w == "quote" or (len(w) > 3 and w.isalpha() and w not in generic_words()) or "-" in w]


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


def vague(draft: Draft, surface: str) -> Finding | None:
    """Cues of vagueness, weighed against what the draft says of its matter."""
    known = family("vague")
    if surface == "question" and (empty := empty_question(draft)):
        return finding("vague", draft.sentence_span(empty), known.message, known.suggestion)
    matter = set(specific(draft.words))
    start = -0.8 if concrete_question(draft) else 0.0
    start -= 0.05 * min(max(len(matter) - 6, 0), 8) if draft.count < 150 else 0.0
    start -= 0.5 if surface == "thank_you" else 0.0
    found = known.review(draft, surface, start)
    if found or surface not in ("message", "question", "introduction") or len(matter) > 4:
        return found
    total, span = known.weigh(draft, surface, 0.5 + start)
    return finding("vague", span, known.message, known.suggestion) if span and total >= ENOUGH else None
