"""What changed between two texts, word by word, and a text that takes some of the changes and not others."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\s+|\S+")


@dataclass(frozen=True)
class Piece:
    """A stretch of text: as it was and as it is suggested; `number` counts the changes from 1, and is 0 where nothing changes."""

    old: str
    new: str
    number: int = 0

    @property
    def is_change(self) -> bool:
        return self.number > 0


def pieces(old: str, new: str) -> list[Piece]:
    """Both texts cut into what they share and where they differ, in order. Joined, the `old` are `old` and the `new` are `new`."""
    before, after, found, number = WORD.findall(old), WORD.findall(new), [], 0
    for tag, i, j, k, n in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        number += tag != "equal"
        found.append(Piece("".join(before[i:j]), "".join(after[k:n]), 0 if tag == "equal" else number))
    return found


def merged(found: list[Piece], accepted: set[int]) -> str:
    """The text with the changes of these numbers, and without the others."""
    return "".join(piece.new if piece.number in accepted or not piece.is_change else piece.old for piece in found)
