"""What of a text may stand in a calendar file: RFC 5545 allows no control characters, and readers stumble over odd line ends.

A backslash is written as a slash: it escapes in texts, but not in parameters such as names, and readers disagree about the rest.
"""

import unicodedata


def one_line(text: str) -> str:
    """The text on one line, without control characters and backslashes."""
    kept = "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in text)
    return " ".join(kept.replace("\\", "/").split())


def lines(text: str) -> str:
    """The same for each line of a longer text."""
    return "\n".join(one_line(line) for line in text.split("\n"))
