"""How good the coach is on labelled drafts: precision, recall and F1 per code, and how many clean drafts it troubles."""

from collections import Counter

from .findings import CODES


class Score:
    """A running count of what was right, what was too much and what was missed."""

    def __init__(self) -> None:
        self.right, self.extra, self.missed = Counter(), Counter(), Counter()
        self.clean = self.troubled = 0

    def add(self, wanted: set[str], found: set[str]) -> None:
        """One draft. A clean one may be helped with its language; anything else troubles it."""
        self.right.update(wanted & found)
        self.extra.update(found - wanted)
        self.missed.update(wanted - found)
        if not wanted:
            self.clean += 1
            self.troubled += bool(found - {"language"})

    def of(self, code: str) -> tuple[float, float, float]:
        """Precision, recall and F1 of one code."""
        right = self.right[code]
        precision = right / max(right + self.extra[code], 1)
        recall = right / max(right + self.missed[code], 1)
        return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)

    def labelled(self, code: str) -> int:
        return self.right[code] + self.missed[code]

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the codes that occur."""
        occurring = [self.of(code)[2] for code in CODES if self.labelled(code)]
        return sum(occurring) / max(len(occurring), 1)

    @property
    def clean_flagged(self) -> float:
        """The share of clean drafts flagged with anything but language."""
        return self.troubled / max(self.clean, 1)

    def report(self) -> str:
        """A table for people."""
        lines = [f"{'code':16} {'texts':>5} {'precision':>9} {'recall':>7} {'F1':>5}"]
        for code in CODES:
            precision, recall, f1 = self.of(code)
            lines.append(f"{code:16} {self.labelled(code):5} {precision:9.2f} {recall:7.2f} {f1:5.2f}")
        lines.append(f"macro-F1 {self.macro_f1:.3f}")
        lines.append(f"clean texts flagged with anything but language: {self.troubled} of {self.clean} ({self.clean_flagged:.1%})")
        return "\n".join(lines)
