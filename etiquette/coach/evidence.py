"""How much a whole draft sounds like what a cue list cannot spell out: bitterness, excuses, pressure, a hint at a job.

A linear model over words, their beginnings, pairs of neighbours and the named lists of the cues. Its weights are one plain
table, weights.tsv, made by `python -m tests.etiquette.coach.learn` from labelled texts and from nothing else; what it
says of a draft is a sum over the words of the draft, so it can always show which words made it think so. (Logistic
regression with a ridge penalty, as in Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, §4.4.)
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from .phrases import named_lists, pattern
from .specifics import concrete_question, empty_question, specific
from .text import Draft, Sentence

TABLE = Path(__file__).parent / "weights.tsv"
LEARNT = ("job_request", "letter_request", "friend_request", "heated", "defensive", "demanding", "vague")
NOT_LISTS = ("past", "please")
FEW = 40  # features of about ten words; a shorter draft says less, not the same more loudly
KIND = {"w": 3.0, "b": 3.0, "p": 1.8, "l": 4.5}  # how loud a kind of feature speaks before the weights


@cache
def lists() -> dict[str, re.Pattern]:
    """The named lists of the cues, as patterns."""
    return {name: pattern(phrases) for name, phrases in named_lists().items() if name not in NOT_LISTS}


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


def features(draft: Draft, surface: str) -> dict[str, float]:
    """Everything about a draft that the weights speak of."""
    names = {name for i in range(len(draft.words)) for name in word_features(draft.words, i)}
    names |= {"l=" + name for name, words in lists().items() if words.search(draft.plain)}
    share = 1 / math.sqrt(max(len(names), FEW))
    found = {name: KIND[name[0]] * share for name in names}
    found["s=" + surface] = 1.0
    found["m=length"] = min(len(draft.words), 200) / 60
    found["m=specific"] = min(len(set(specific(draft.words))), 30) / 10
    found["m=concrete"] = float(concrete_question(draft))
    found["m=empty"] = float(empty_question(draft) is not None)
    return found


@dataclass(frozen=True)
class Table:
    """The weights as learnt: for each code its threshold, and for each feature one weight a code."""

    thresholds: dict[str, float]
    weights: dict[str, tuple[float, ...]]


@cache
def table() -> Table:
    """weights.tsv, read on first use."""
    rows = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    thresholds = dict(zip(LEARNT, map(float, rows[0][1:]), strict=True))
    return Table(thresholds, {name: tuple(map(float, values)) for name, *values in rows[1:]})


class Evidence:
    """What the weights say of one draft."""

    def __init__(self, draft: Draft, surface: str):
        self.draft, self.surface = draft, surface

    @cached_property
    def _sums(self) -> tuple[float, ...]:
        weights = table().weights
        sums = list(weights["bias"])
        for name, value in features(self.draft, self.surface).items():
            for k, weight in enumerate(weights.get(name, ())):
                sums[k] += weight * value
        return tuple(sums)

    def likely(self, code: str) -> float:
        """Between 0 and 1: how much the draft sounds like this code."""
        return 1 / (1 + math.exp(-max(min(self._sums[LEARNT.index(code)], 30), -30)))

    def _word_weights(self, code: str, words: tuple[str, ...]) -> list[float]:
        k, weights = LEARNT.index(code), table().weights
        return [sum(weights[n][k] * KIND[n[0]] for n in word_features(words, i) if n in weights) for i in range(len(words))]

    def telling(self, code: str) -> tuple[tuple[int, int], list[str]]:
        """The sentence that speaks most for the code, and its weightiest words."""

        def loudness(sentence: Sentence) -> float:
            return sum(w for w in self._word_weights(code, sentence.words) if w > 0)

        loudest = max(self.draft.sentences, key=loudness, default=None)
        if loudest is None:
            return self.draft.whole, []
        weights = self._word_weights(code, loudest.words)
        weighed = sorted(((w, i) for i, w in enumerate(weights) if w > 0 and len(loudest.words[i]) > 2), reverse=True)
        shown = sorted(i for _, i in weighed[:3])
        return self.draft.sentence_span(loudest), list(dict.fromkeys(loudest.words[i] for i in shown))
