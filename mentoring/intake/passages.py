"""Finding passages in a text again, to mark them. Pure."""

import re
from collections.abc import Iterable


def marked(text: str, passages: Iterable[str]) -> list[tuple[str, bool]]:
    """The text in pieces, in reading order, each with whether it stands in one of the passages.

    White space in a passage matches any white space; passages that are not there (any more) mark nothing.
    """
    spans = sorted(span for passage in passages if passage.strip() for span in _spans(text, passage))
    pieces, at = [], 0
    for start, end in spans:
        start = max(start, at)
        if start < end:
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
    return [(piece, is_marked) for piece, is_marked in [*pieces, (text[at:], False)] if piece]


def _spans(text: str, passage: str) -> list[tuple[int, int]]:
    found = re.search(r"\s+".join(map(re.escape, passage.split())), text)
    return [found.span()] if found else []
