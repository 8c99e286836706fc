"""When an unknown word is a slip and when it is a name, a term, or another English.

Harper knows 100,000 words and no science; so an unknown word is only called a slip when a known one is near: one letter
added, lost, changed or swapped, or two in a long word, and not merely the other side of the Atlantic.
"""

import re

from .phrases import word_file

WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
ATLANTIC = (
    *(("our", "or"), ("tre", "ter"), ("ise", "ize"), ("isa", "iza"), ("isi", "izi"), ("yse", "yze"), ("ll", "l"), ("ae", "e")),
    *(("oe", "e"), ("ogue", "og"), ("ence", "ense"), ("grey", "gray"), ("mme", "m")),
)
ENDINGS = ("s", "ed", "d", "ing", "er", "ers", "'s", "ly", "r", "al", "ally")
TRADES = ("ist", "ists", "grapher", "graphers", "metry", "graphy")  # a trade or an art that harper has not met, not its adjective misspelt
ALWAYS = frozenset(("dont", "doesnt", "didnt", "isnt", "wont", "cant", "wich", "fastly", "becouse", "alot", "untill", "thier"))


def distance(a: str, b: str, at_most: int = 3) -> int:
    """Letters added, lost, changed or swapped (Damerau 1964), given up beyond `at_most`."""
    if abs(len(a) - len(b)) > at_most:
        return at_most + 1
    before, last = [], list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (x != y)))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                row[-1] = min(row[-1], before[j - 2] + 1)
        before, last = last, row
    return last[-1]


def one_english(word: str) -> str:
    """A word as no side of the Atlantic spells it, so that both are the same."""
    for british, american in ATLANTIC:
        word = word.replace(british, american)
    return word


def starts_sentence(text: str, start: int) -> bool:
    before = text[max(start - 40, 0) : start].rstrip()
    return not before or before[-1] in ".?!"


def is_slip(text: str, span: tuple[int, int], offers: list[str], names: frozenset[str] = frozenset()) -> bool:
    """The unknown word at `span` is more likely a slip than a word that harper has not met."""
    word = text[slice(*span)]
    low = word.lower().replace("’", "'")
    if low in ALWAYS:
        return True
    around = text[max(span[0] - 1, 0) : span[0]] + text[span[1] : span[1] + 2].rstrip()
    if word != low and (not word.istitle() or not starts_sentence(text, span[0])):
        return False
    if not WORD.fullmatch(low) or len(low) < 4 or {low, low.removesuffix("'s")} & (word_file("known") | {name.lower() for name in names}):
        return False
    if re.search(r"[-_@/#&]|\.\w", around):
        return False
    near = [o for o in offers if _near(low, o.lower(), word.istitle())]
    return bool(near)


def _near(word: str, offer: str, capital: bool) -> bool:
    """The offered word is what the writer meant."""
    if offer == word:
        return not capital
    plain = offer.replace(" ", "")
    if one_english(plain) == one_english(word) or any(word == plain + end for end in ENDINGS):
        return False
    if any(word.endswith(end) and not plain.endswith(end) for end in TRADES):
        return False
    steps = distance(word, plain)
    return steps <= (1 if len(word) < 7 or capital else 2)
