"""What taking an offer makes of the draft."""

import pytest

from etiquette.coach import Finding
from etiquette.coach.rewriting import LEAVE_OUT, change


def taken(text, code, words, suggestion):
    start = text.index(words)
    return change(text, Finding(code, "G5", (start, start + len(words)), "", suggestion)).made_in(text)


@pytest.mark.parametrize(
    ("text", "code", "words", "suggestion", "result"),
    [
        ("I recieved it.", "language", "recieved", "received", "I received it."),
        ("I will will come.", "language", "will will", "will", "I will come."),
        ("It is very very good.", "language", "very ", LEAVE_OUT, "It is very good."),
        (
            "Hello Maya! You never answer, do you? See you.",
            "heated",
            "never answer",
            "May I ask again?",
            "Hello Maya! May I ask again? See you.",
        ),
        ("One. Two three. Four.", "vague", "Two three. Four", "Better.", "One. Better."),
        ("I passed.", "no_thanks", "I passed.", "Thank you.", "Thank you.\n\nI passed."),
        ("Thanks!  \n", "no_outcome", "Thanks!", "I tried it.", "Thanks!\n\nI tried it."),
        ("A long letter.", "overlong", "letter", "In short: …", "In short: …\n\nA long letter."),
        ("No mark at the end", "demanding", "mark", "Would you?", "Would you?"),
    ],
)
def test_an_offer_goes_where_it_belongs(text, code, words, suggestion, result):
    assert taken(text, code, words, suggestion) == result
