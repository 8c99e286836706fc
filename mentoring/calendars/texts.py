"""What of a text may stand in a calendar file: RFC 5545 allows no control characters, and readers stumble over odd line ends."""

import unicodedata


def one_line(text: str) -> str:
    """The text on one line, without control characters."""
    return " ".join("".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in text).split())


def lines(text: str) -> str:
    """The same for each line of a longer text."""
    return "\n".join(one_line(line) for line in text.split("\n"))
