"""A draft as the rules read it: plain lower-case words with one space between them, and the way back to what was typed.

Contractions are spelt out, quoted speech becomes the one word `quote` (what somebody else said is not the writer's own
tone), sentence ends become `.`, `?` or `!`. Every word remembers where it stood, so that a finding can show it.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from .phrases import words

READ_AT_MOST = 10_000  # characters; what lies beyond is not read, so that a pasted book costs no more than a long letter

PIECE = re.compile(r"@[\w.]+|[^\W_]+(?:[-'@./:][^\W_]+)*|[.?!…]+|[,;:–—()]|\n[ \t]*\n|\n(?=[ \t]*(?:[-*•]|\d))|[\U0001F300-\U0001FAFF]")
QUOTED = re.compile(r'"[^"\n]{1,400}"|“[^“”\n]{1,400}”|«[^«»\n]{1,400}»|„[^“”„\n]{1,400}[“”]')
ABBREVIATIONS = words("abbreviations")
SHORT = {
    "can't": "can not", "won't": "will not", "shan't": "shall not", "ain't": "is not", "let's": "let us", "dont": "do not",
    "cant": "can not", "didnt": "did not", "doesnt": "does not", "isnt": "is not", "im": "i am", "ive": "i have", "asap": "asap",
    "cannot": "can not", "gonna": "going to", "wanna": "want to", "gotta": "got to", "pls": "please", "plz": "please", "u": "you",
    "ur": "your", "thx": "thanks", "o'clock": "oclock",
}  # fmt: skip
ENDINGS = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would"}
BEFORE_IS = words("before_is")


@dataclass(frozen=True)
class Sentence:
    """A stretch of the plain text, its words, and how it ended."""

    start: int
    end: int
    words: tuple[str, ...]
    mark: str


def same_length(text: str) -> str:
    """Lower-cased, straight quotes, no control characters, and not one character longer or shorter."""
    text = text.replace("’", "'").replace("‘", "'").replace("`", "'").replace("\x00", " ")
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def spelt_out(word: str) -> str:
    """`i'd` as `i would`, `don't` as `do not`: one form for the cues to know."""
    if word in SHORT:
        return SHORT[word]
    if word.endswith("n't"):
        return word[:-3] + " not"
    for ending, full in ENDINGS.items():
        if word.endswith(ending):
            return f"{word[: -len(ending)]} {full}"
    if word.endswith("'s"):
        return f"{word[:-2]} {'is' if word[:-2] in BEFORE_IS else chr(39) + 's'}"
    return word


class Draft:
    """The text as typed (`raw`), and as the rules read it (`plain`)."""

    def __init__(self, raw: str):
        self.raw = raw[:READ_AT_MOST]
        self.low = same_length(self.raw)
        self._pieces: list[str] = []
        self._plain_at: list[int] = []
        self._raw_at: list[tuple[int, int]] = []
        self._length = 1
        self._read()
        self.plain = " " + "".join(self._pieces)

    def _read(self) -> None:
        quotes = [m.span() for m in QUOTED.finditer(self.low)]
        if sum(e - s for s, e in quotes) > 0.6 * len(self.low):
            quotes = []
        pending = 0
        for match in PIECE.finditer(self.low):
            while pending < len(quotes) and quotes[pending][1] <= match.start():
                pending += 1
            if pending < len(quotes) and quotes[pending][0] <= match.start():
                if self._raw_at and self._raw_at[-1] == quotes[pending]:
                    continue
                self._add("quote", *quotes[pending])
            else:
                self._add_piece(match)

    def _add_piece(self, match: re.Match) -> None:
        piece, (start, end) = match.group(), match.span()
        last = self._pieces[-1][:-1] if self._pieces else "."
        if piece[0] in ".?!…\n":
            if last not in ".?!" and not (piece == "." and last in ABBREVIATIONS):
                self._add("?" if "?" in piece else "!" if "!" in piece else ".", start, end)
        elif piece in ",;:–—()":
            self._add(",", start, end)
        else:
            for word in spelt_out(piece).split():
                self._add(word, start, end)

    def _add(self, word: str, start: int, end: int) -> None:
        self._pieces.append(word + " ")
        self._plain_at.append(self._length)
        self._raw_at.append((start, end))
        self._length += len(word) + 1

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every token of the plain text, marks included."""
        return tuple(piece[:-1] for piece in self._pieces)

    @cached_property
    def count(self) -> int:
        """How many words the reader will count."""
        return len(self.raw.split())

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The plain text cut at its sentence ends."""
        found, first, words = [], 0, self.words
        for i, word in enumerate(words):
            if word in ".?!" or i == len(words) - 1:
                end = self._plain_at[i] + len(word) + 1
                body = words[first:i] if word in ".?!" else words[first : i + 1]
                if body:
                    found.append(Sentence(self._plain_at[first], end, body, word if word in ".?!" else "."))
                first = i + 1
        return tuple(found)

    def sentence_at(self, place: int) -> Sentence | None:
        """The sentence around a place in the plain text."""
        return next((s for s in self.sentences if s.start <= place < s.end), None)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the typed text a stretch of the plain text stands."""
        if not self._raw_at:
            return (0, len(self.raw))
        first = max(bisect_right(self._plain_at, start) - 1, 0)
        last = max(bisect_right(self._plain_at, max(end - 1, start)) - 1, first)
        return (self._raw_at[first][0], self._raw_at[last][1])

    def sentence_span(self, sentence: Sentence) -> tuple[int, int]:
        return self.raw_span(sentence.start, sentence.end)

    @property
    def whole(self) -> tuple[int, int]:
        """The span of all that was read, without the blanks around it."""
        body = self.raw.strip()
        start = self.raw.find(body) if body else 0
        return (start, start + len(body))
