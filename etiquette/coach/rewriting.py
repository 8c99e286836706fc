"""What taking an offer does to the draft: which stretch goes, and what comes in its place.

A slip of language is mended where it stands. A better phrasing takes the place of the sentences it is about; thanks and
the point of a long letter go to the front, an outcome to the end. The writer goes on from there.
"""

from dataclasses import dataclass

from .findings import Finding
from .text import Draft

IN_FRONT = ("no_thanks", "overlong")
AT_THE_END = ("no_outcome",)
LEAVE_OUT = "(leave this out)"


@dataclass(frozen=True)
class Change:
    """`text[start:end]` becomes `better`; both count characters of the draft as typed."""

    start: int
    end: int
    better: str

    def made_in(self, text: str) -> str:
        """The draft with the change in it."""
        return text[: self.start] + self.better + text[self.end :]


def change(text: str, finding: Finding) -> Change:
    """The change that a finding offers."""
    start, end = finding.span
    if finding.suggestion == LEAVE_OUT:
        return Change(start, _after_blank(text, end), "")
    if finding.code == "language":
        return Change(start, end, finding.suggestion)
    if finding.code in IN_FRONT:
        return Change(0, 0, f"{finding.suggestion}\n\n")
    if finding.code in AT_THE_END:
        return Change(len(text.rstrip()), len(text), f"\n\n{finding.suggestion}")
    return Change(*_sentences_around(text, start, end), finding.suggestion)


def _after_blank(text: str, end: int) -> int:
    """With the blank behind a word that goes."""
    return end + 1 if text[end : end + 1] == " " else end


def _sentences_around(text: str, start: int, end: int) -> tuple[int, int]:
    """From the beginning of the first sentence touched to the end of the last, its mark included."""
    draft = Draft(text)
    touched = [span for s in draft.sentences if (span := draft.sentence_span(s))[0] < end and span[1] > start]
    first, last = min([start, *(span[0] for span in touched)]), max([end, *(span[1] for span in touched)])
    while last < len(text) and text[last] in ".?!…":
        last += 1
    return first, last
