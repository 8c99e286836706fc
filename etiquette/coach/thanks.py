"""G3 and I5: a thank-you thanks, and tells what came of the help, good or bad.

An outcome is told by its grammar: something happened (a past tense, a perfect, or a present state with a fact) and the
subject is not the reader's kindness nor the conversation itself.
"""

from functools import cache

from .findings import Finding, finding
from .phrases import CUES, pattern
from .text import Draft, Sentence

THANKS = pattern(["{thanks}", "hats off", "(very)? (kind | good) of you", "could not have done (it | this) without", "you have my gratitude"])
NOT_THANKS = pattern(["no thanks", "thanks to (the | my | a) (strike | rain | weather)"])
NO_THANKS_MESSAGE = "This is a thank-you note without the words; the reader gave time as a volunteer and will be glad to see them."
NO_THANKS_SUGGESTION = "Thank you for taking the time to talk with me."
NO_OUTCOME_MESSAGE = "A mentor rarely learns what came of the help. One sentence on what you did with it, or what has changed, is the best thanks."
NO_OUTCOME_SUGGESTION = "After our talk I tried … , and the result was … ."

SUBJECTS = frozenset("i we you they he she it who".split())
THANKED = frozenset(("thank", "thanking", "of"))
NOT_A_VERB_AFTER = frozenset("your the a an so very most deeply truly am much really more highly feel felt be".split())
FELT = frozenset(
    "appreciated enjoyed liked loved wanted hoped wished felt thought needed valued impressed inspired touched honoured honored delighted "
    "pleased interested excited moved received learned learnt was were had knew detailed busy could would should meant heard understood".split()
)
IN_THE_TALK = frozenset(
    "talked spoke discussed met listened told said gave made took shared helped showed offered explained spent taught encouraged "
    "supported invested dedicated promised mentioned provided sent lent thanked looked asked".split()
)
PRESENT_FACT = pattern(
    [
        "(starts | runs | works | begins | fits | holds | reads | leads | is | are) (now | at | in | on | with | from | over | approved | accepted | clean | clear | done | finished | fixed | behind | gone | online | out | better | published | funded | cheaper | in use | safe | ready) ",
        "i (start | begin | move | fly | join) (in | on | at | next | to | as)", "(i | we) (am | are) (now | already | currently) ", "(i | we) (now | already) (have | know | use | do | meet | work | keep | write)", "(she | he | they) (will | would) (show | visit | let | send | give | write | introduce | take | meet | help | read | join | support)",
        "(answer | decision | result) comes", "(now | both) in >", "my evenings are", "will (show | met | write | meet | speak) ... (in | next | on)", "we will (met | write | meet | present | submit | publish)", "i see (her | him | them) (on | next | tomorrow)", "(made | makes) the", "it (worked | works | helped)", "(i | we) did ", "i have (now | already | since | just) ", "(we | i | and) will (write | submit | meet | present | publish | visit | start)", "did not (work | get | succeed | pass | happen)", "not chosen", "have agreed to", "has agreed to", "am looking (at | for | into)",
    ]
)  # fmt: skip


@cache
def past_words() -> frozenset[str]:
    """Irregular pasts and participles of doing."""
    lines = (CUES / "past.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_past(word: str) -> bool:
    """A word of doing in its past or third form."""
    if word in FELT:
        return False
    again = word.startswith("re") and word[2:] in past_words()
    return again or word in past_words() or (len(word) > 4 and word.endswith("ed") and not word.endswith("eed"))


def tells_outcome(draft: Draft, sentence: Sentence) -> bool:
    """Something was done or happened, and not by the reader in the talk."""
    here = draft.plain[max(sentence.start - 1, 0) : sentence.end + 2]
    if PRESENT_FACT.search(here):
        return True
    words = sentence.words
    if any(w in ("had", "was", "were") for w in words) and any(w in EVENTS for w in words) and "i" in words:
        return True
    return any(is_past(w) and happened(words, i) for i, w in enumerate(words))


def happened(words: tuple[str, ...], i: int) -> bool:
    """The past word at `i` is a deed or an event, by the subject nearest before it."""
    before = words[max(i - 6, 0) : i]
    nearest = next((w for w, prior in reversed(list(zip(before, ("", *before), strict=False))) if w in SUBJECTS and prior not in THANKED), None)
    if "have" in before[-2:] and {"could", "would"} & set(before):
        return False
    if i == 0 or words[i - 1] in NOT_A_VERB_AFTER or (nearest == "you" and words[i - 1] not in (",", "and")):
        return False
    if words[i] in IN_THE_TALK:
        return nearest in ("i", "she", "he", "they", "who") or (nearest in ("it", None) and any(w in EVENTS for w in words))
    return True


EVENTS = frozenset(
    "offer prize grant job place contract mail answer editor panel professor interview visit pi supervisor step yes award "
    "form result rules curator agency ombudsperson boss dean".split()
)


def no_thanks(draft: Draft) -> Finding | None:
    """No word of thanks of the writer's own."""
    if THANKS.search(NOT_THANKS.sub("", draft.plain)):
        return None
    return finding("no_thanks", draft.whole, NO_THANKS_MESSAGE, NO_THANKS_SUGGESTION)


def no_outcome(draft: Draft) -> Finding | None:
    """Nothing said of what came of the help."""
    if any(tells_outcome(draft, sentence) for sentence in draft.sentences):
        return None
    thanked = THANKS.search(draft.plain)
    sentence = draft.sentence_at(thanked.start()) if thanked else None
    span = draft.sentence_span(sentence) if sentence else draft.whole
    return finding("no_outcome", span, NO_OUTCOME_MESSAGE, NO_OUTCOME_SUGGESTION)
