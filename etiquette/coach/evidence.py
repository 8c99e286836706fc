"""How much a whole draft sounds like what a cue list cannot spell out: bitterness, excuses, pressure, a hint at a job.

A linear model over the draft's features. Its weights are one plain table, weights.tsv, made by
`python -m tests.etiquette.coach.learn` from labelled texts and from nothing else; what it says of a draft is a sum over the
words of the draft, so it can always show which words made it think so. (Logistic regression with a ridge penalty, as in
Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, §4.4.)
"""

import math
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from .features import KIND, features, lists, word_features
from .text import Draft, Sentence

TABLE = Path(__file__).parent / "weights.tsv"
LEARNT = ("job_request", "letter_request", "friend_request", "heated", "defensive", "demanding", "vague")


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

    def _word_weights(self, code: str, sentence: Sentence) -> list[float]:
        """What each word of a sentence says for the code, by itself and as part of a kind of wording."""
        k, weights, words = LEARNT.index(code), table().weights, sentence.words
        heavy = [sum(weights[n][k] * KIND[n[0]] for n in word_features(words, i) if n in weights) for i in range(len(words))]
        here = f" {' '.join(words)} {sentence.mark} "
        for name, wording in lists().items():
            weight = weights["l=" + name][k] * KIND["l"] if "l=" + name in weights else 0.0
            for match in wording.finditer(here) if weight > 0 else ():
                first = here.count(" ", 1, match.start())
                for i in range(first, min(first + match.group().count(" "), len(words))):
                    heavy[i] += weight
        return heavy

    def telling(self, code: str) -> tuple[tuple[int, int], list[str]]:
        """The sentence that speaks most for the code, and its weightiest words."""
        weighed = [(self._word_weights(code, s), s) for s in self.draft.sentences]
        if not weighed:
            return self.draft.whole, []
        weights, loudest = max(weighed, key=lambda pair: sum(w for w in pair[0] if w > 0))
        ranked = sorted(((w, i) for i, w in enumerate(weights) if w > 0 and len(loudest.words[i]) > 2), reverse=True)
        shown = sorted(i for _, i in ranked[:3])
        return self.draft.sentence_span(loudest), list(dict.fromkeys(loudest.words[i] for i in shown))
