"""Passages cited in a message: lines that begin with “> ”, as in any mail. Pure."""

import re
from itertools import groupby

LONGEST = 2000  # characters of a citation; the rest is still in the thread


def cited(text: str, passage: str = "") -> str:
    """The words of a message as the beginning of an answer; `passage`: only these, if they do stand in it."""
    words = re.sub(r"\s+", " ", passage).strip()
    found = words if words and words in re.sub(r"\s+", " ", text) else text.strip()
    kept = found if len(found) <= LONGEST else f"{found[:LONGEST].rstrip()} …"
    return "".join(f"> {line}".rstrip() + "\n" for line in _own(kept)) + "\n"


def _own(text: str) -> list[str]:
    """The lines that are not themselves cited: nobody needs the whole history twice."""
    lines = text.splitlines()
    own = "\n".join(line for line in lines if not line.startswith(">")).strip()
    return own.split("\n") if own else lines


def pieces(text: str) -> list[tuple[bool, str]]:
    """A message in pieces, in reading order, each with whether it is cited; the marks of a citation are gone."""
    groups = [(is_cited, list(lines)) for is_cited, lines in groupby(text.split("\n"), lambda line: line.startswith(">"))]
    found = [(is_cited, "\n".join(line.lstrip("> ") if is_cited else line for line in lines).strip("\r\n")) for is_cited, lines in groups]
    return [(is_cited, piece) for is_cited, piece in found if piece.strip()]
