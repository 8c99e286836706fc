"""What a draft is made of, for the weights to weigh: its words, the kinds of wording it uses, and its shape.

Kinds of wording are lists that a person can read, in cues/words.toml and cues/sounds.toml. A single word is seen too
seldom to be learnt; that somebody is likened to a vending machine, or praised where no praise was earned, is not.
"""

import math
import re
import tomllib
from collections.abc import Iterator
from functools import cache

from .phrases import CUES, named_lists, pattern
from .specifics import concrete_question, empty_question, specific
from .text import Draft

NOT_LISTS = ("past", "please")
FEW = 40  # features of about ten words; a shorter draft says less, not the same more loudly
KIND = {"w": 3.0, "b": 3.0, "p": 1.8, "l": 4.5}  # how loud a kind of feature speaks before the weights
HITS = 3  # so many different phrases of one list are heard; more would be one long quotation of it
CURT = 4  # words
YOU = frozenset(("you", "your", "yours", "yourself"))
ME = frozenset(("i", "me", "my", "mine", "myself"))


@cache
def lists() -> dict[str, re.Pattern]:
    """The kinds of wording, as patterns."""
    known = named_lists() | tomllib.loads((CUES / "sounds.toml").read_text("utf-8"))
    return {name: pattern(phrases) for name, phrases in known.items() if name not in NOT_LISTS}


def word_features(words: tuple[str, ...], i: int) -> Iterator[str]:
    """What the word at `i` gives: itself, its beginnings, and itself with the next one."""
    word = "#" if any(c.isdigit() for c in words[i]) else words[i]
    yield "w=" + word
    for length in (4, 5, 6):
        if len(word) > length:
            yield "p=" + word[:length]
    if i + 1 < len(words):
        after = words[i + 1]
        yield f"b={word} {'#' if any(c.isdigit() for c in after) else after}"


def wordings(plain: str) -> dict[str, float]:
    """How often each kind of wording is used, by the root: the second time says less than the first."""
    heard = {name: len({m.group() for m in words.finditer(plain)}) for name, words in lists().items()}
    return {"l=" + name: math.sqrt(min(hits, HITS)) for name, hits in heard.items() if hits}


def shape(draft: Draft, surface: str) -> dict[str, float]:
    """What can be seen of a draft without reading it: how long, about whom, asked, exclaimed or snapped."""
    sentences, length = draft.sentences, max(draft.count, 1)
    return {
        "s=" + surface: 1.0,
        "m=length": min(len(draft.words), 200) / 60,
        "m=specific": min(len(set(specific(draft.words))), 30) / 10,
        "m=concrete": float(concrete_question(draft)),
        "m=empty": float(empty_question(draft) is not None),
        "m=you": min(8 * sum(w in YOU for w in draft.words) / length, 2),
        "m=me": min(8 * sum(w in ME for w in draft.words) / length, 2),
        "m=asks": float(any(s.mark == "?" for s in sentences)),
        "m=exclaims": min(sum(s.mark == "!" for s in sentences), 3) / 2,
        "m=curt": 2 * sum(len(s.words) <= CURT for s in sentences) / max(len(sentences), 1),
        "m=quotes": float("quote" in draft.words),
    }


def features(draft: Draft, surface: str) -> dict[str, float]:
    """Everything about a draft that the weights speak of."""
    found = {name: 1.0 for i in range(len(draft.words)) for name in word_features(draft.words, i)}
    found |= wordings(draft.plain)
    share = 1 / math.sqrt(max(len(found), FEW))
    return {name: KIND[name[0]] * share * much for name, much in found.items()} | shape(draft, surface)
