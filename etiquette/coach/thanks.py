"""G3 and I5: a thank-you thanks, and tells what came of the help, good or bad.

An outcome is told by its grammar: something happened (a past tense, a perfect, or a present state with a fact) and the
subject is not the reader's kindness nor the conversation itself.
"""

from .findings import Finding, finding
from .phrases import named, word_file, words
from .text import Draft, Sentence

THANKS = named("thanks")
NOT_THANKS = named("not_thanks")
NO_THANKS_MESSAGE = "This is a thank-you note without the words; the reader gave time as a volunteer and will be glad to see them."
NO_THANKS_SUGGESTION = "Thank you for taking the time to talk with me."
NO_OUTCOME_MESSAGE = "A mentor rarely learns what came of the help. One sentence on what you did with it is the best thanks."
NO_OUTCOME_SUGGESTION = "After our talk I tried … , and the result was … ."

SUBJECTS = words("subjects")
OTHERS_DID = (("anybody", "did"), ("anyone", "did"), ("nobody", "did"))  # "when hardly anybody did" tells of the kindness
OTHERS = SUBJECTS - {"it", "we", "you"}
THANKED = (("thank",), ("thanking",), ("of",))
NOT_A_VERB_AFTER = words("not_a_verb_after")
FELT = words("felt")
IN_THE_TALK = words("in_the_talk")
SAME_AS_NOW = words("same_as_now")
PRESENT_FACT = named("present_fact")


def is_past(word: str) -> bool:
    """A word of doing in its past or third form."""
    if word in FELT:
        return False
    again = word.startswith("re") and word[2:] in word_file("past")
    return again or word in word_file("past") or (len(word) > 4 and word.endswith("ed") and not word.endswith("eed"))


def tells_outcome(draft: Draft, sentence: Sentence) -> bool:
    """Something was done or happened, and not by the reader in the talk."""
    here = draft.plain[max(sentence.start - 1, 0) : sentence.end + 2]
    if PRESENT_FACT.search(here):
        return True
    words = sentence.words
    if any(w in ("had", "was", "were") for w in words) and any(w in EVENTS for w in words) and "i" in words:
        return True
    return any(is_past(w) and happened(words, i) for i, w in enumerate(words))


def not_yet(before: tuple[str, ...]) -> bool:
    """The words before a past form that make it a wish or a day to come: `could have`, `when it is`."""
    could_have = "have" in before[-2:] and {"could", "would"} & set(before)
    return bool(could_have or (before[-1:] in (("is",), ("are",)) and {"when", "if"} & set(before)))


def happened(words: tuple[str, ...], i: int) -> bool:
    """The past word at `i` is a deed or an event, by the subject nearest before it."""
    before = words[max(i - 6, 0) : i]
    places = range(i - 1, max(i - 7, -1), -1)
    nearest = next((words[k] for k in places if words[k] in SUBJECTS and words[k - 1 : k] not in THANKED), None)
    if i == 0:
        return words[i] not in IN_THE_TALK | SAME_AS_NOW  # "Ran it overnight": the writer's own deed, in short
    if not_yet(before) or words[i - 1 : i + 1] in OTHERS_DID:
        return False
    if words[i - 1] in NOT_A_VERB_AFTER or (nearest == "you" and words[i - 1] not in (",", "and")):
        return False
    if words[i] in IN_THE_TALK:
        return nearest in OTHERS or (nearest in ("it", None) and any(w in EVENTS for w in words))
    return True


EVENTS = words("events")


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
