"""Stretches of time: joining them, cutting pieces out of them. All instants are aware, in UTC."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open stretch of time in UTC: `start <= t < end`."""

    start: datetime
    end: datetime

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


class Stretch(NamedTuple):
    """A span in which slots stand end to end counted from `grid`: the instant its hours began, whatever was cut off since."""

    start: datetime
    end: datetime
    grid: datetime


def merged(spans: Iterable[Span]) -> list[Span]:
    """Sort spans, join those that touch or overlap, drop empty ones."""
    result: list[Span] = []
    for span in sorted(span for span in spans if span.start < span.end):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def without(stretches: Iterable[Stretch], taken: Iterable[Span]) -> list[Stretch]:
    """What is left of sorted stretches once every span of `taken` is cut out; the pieces keep their grid."""
    blocks, left, first = merged(taken), [], 0
    for start, end, grid in stretches:
        while first < len(blocks) and blocks[first].end <= start:
            first += 1
        at = first
        while at < len(blocks) and blocks[at].start < end:
            if start < blocks[at].start:
                left.append(Stretch(start, blocks[at].start, grid))
            start = max(start, blocks[at].end)
            at += 1
        if start < end:
            left.append(Stretch(start, end, grid))
    return left


def inside(span: Span, spans: Sequence[Span]) -> bool:
    """Whether one of `spans` (sorted and separate, as `merged` leaves them) holds all of `span`."""
    last = bisect_right(spans, span.start, key=lambda each: each.start)
    return last > 0 and span.end <= spans[last - 1].end
