"""People's names, as they were typed: one line, nothing invisible in it."""

import unicodedata

JOINERS = "\u200c\u200d"  # zero-width, but needed to write Persian and Indian names
NOTHING_LEFT = "Please write your name in letters that can be seen."


def clean_name(typed: str) -> str:
    """The name on one line, without control and direction characters. Raises ValueError, in a sentence, when nothing visible is left."""
    one_line = " ".join(typed.split())
    kept = "".join(letter for letter in one_line if letter in JOINERS or unicodedata.category(letter) not in {"Cc", "Cf"})
    name = " ".join(kept.split())
    if not any(unicodedata.category(letter)[0] in "LNPS" for letter in name):
        raise ValueError(NOTHING_LEFT)
    return name
