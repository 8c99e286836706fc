"""What changed between two texts, and texts that take some of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukool.lib.diffs import Piece, merged, pieces

OLD, NEW = "I has read the paper quick.", "I have read the whole paper quickly."


def test_words_that_differ_are_numbered():
    assert pieces(OLD, NEW) == [
        Piece("I ", "I "),
        Piece("has", "have", 1),
        Piece(" read the ", " read the "),
        Piece("", "whole ", 2),
        Piece("paper ", "paper "),
        Piece("quick.", "quickly.", 3),
    ]


@pytest.mark.parametrize(
    ("accepted", "text"),
    [
        (set(), OLD),
        ({1, 2, 3}, NEW),
        ({1}, "I have read the paper quick."),
        ({2, 9}, "I has read the whole paper quick."),
    ],
)
def test_each_change_is_taken_or_left(accepted, text):
    assert merged(pieces(OLD, NEW), accepted) == text


@given(st.text(alphabet="ab \n", max_size=40), st.text(alphabet="ab \n", max_size=40))
def test_none_taken_is_the_old_text_and_all_taken_the_new(old, new):
    found = pieces(old, new)
    assert (merged(found, set()), merged(found, {piece.number for piece in found})) == (old, new)
