"""The small language in which cues are written, so that people who are not programmers can read and add to them.

    could|would you            one word or the other
    work*  *ing                any word that begins, or ends, so
    #                          any word that begins with a digit
    send me ... tonight        up to six words between, in the same sentence
    (a good)? word             may be missing
    (put in | drop) a word     one phrase or the other: the bar stands free
    {job}                      a list of phrases with a name, from cues/words.toml
    < please                   at the beginning of a sentence
    send it >                  at the end of a sentence

A phrase becomes one regular expression without nested repetition: its cost grows with the text only in proportion.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

CUES = Path(__file__).parent / "cues"
SIGNS = {
    "...": r"(?:[^ .?!]+ ){0,6}?",
    "(": "(?:",
    ")": ")",
    ")?": ")?",
    "|": "|",
    "<": r"(?:(?<=^ )|(?<=[.?!] ))",
    ">": r"(?=[.?!] |$)",
}


@cache
def named_lists() -> dict[str, list[str]]:
    """The named lists of phrases that other phrases may use."""
    return tomllib.loads((CUES / "words.toml").read_text("utf-8"))


@cache
def forms() -> dict[str, dict]:
    """cues/forms.toml: what the code itself asks for by name."""
    return tomllib.loads((CUES / "forms.toml").read_text("utf-8"))


def words(name: str) -> frozenset[str]:
    """A list of single words."""
    return frozenset(forms()["words"][name].split())


@cache
def word_file(name: str) -> frozenset[str]:
    """A longer list of single words, in a text file of its own."""
    lines = (CUES / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def one_word(word: str) -> str:
    """One word, or the named list in its place, with the blank that follows it."""
    if word.startswith("{"):
        return any_of(named_lists()[word[1:-1]])
    if word == "#":
        return r"\d[^ ]* "
    if word.startswith("*"):
        return "[^ ]*" + re.escape(word[1:]) + " "
    return re.escape(word[:-1]) + "[^ ]* " if word.endswith("*") else re.escape(word) + " "


@cache
def expression(phrase: str) -> str:
    """The source of the regular expression for one phrase."""
    pieces = re.sub(r"\(|\)\??", r" \g<0> ", phrase).split()
    return "".join(SIGNS[p] if p in SIGNS else "(?:" + "|".join(map(one_word, p.split("|"))) + ")" for p in pieces)


def any_of(phrases: list[str]) -> str:
    return "(?:" + "|".join(expression(p) for p in phrases) + ")"


def pattern(phrases: list[str]) -> re.Pattern:
    """One compiled pattern that matches any of the phrases, at the beginning of a word of plain text."""
    return re.compile("(?<= )" + any_of(phrases))


@cache
def named(name: str) -> re.Pattern:
    """A pattern from cues/forms.toml."""
    return pattern(forms()["phrases"][name])
