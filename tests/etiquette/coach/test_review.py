"""The door of the coach: what a finding is, what the context changes, and that no text in the world breaks it."""

import dataclasses
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etiquette.coach import CODES, RULES, SURFACES, Context, review
from etiquette.coach.text import READ_AT_MOST, Draft

from .learn import read


def only(text: str, surface: str, code: str, context: Context | None = None):
    return next((f for f in review(text, surface, context) if f.code == code), None)


@given(st.text(max_size=400), st.sampled_from(SURFACES))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_spans_lie_within_it(text, surface):
    for found in review(text, surface):
        start, end = found.span
        assert 0 <= start < end <= len(text)
        assert found.code in CODES


ODD = ["!", "?", ",", '"', "'", "…", "", "\n", "İ", "ﬁ", "ß", "👍", "שלום", "@me", "10:30"]
TELLING = ["please", "send", "me", "your", "job", "by", "tonight", "I", "you", "letter", "facebook", "thank", "did", "was"]
WORDS = st.sampled_from(ODD + TELLING)


@given(st.lists(WORDS, max_size=120).map(" ".join), st.sampled_from(SURFACES))
@settings(max_examples=100, deadline=None)
def test_any_row_of_telling_words_is_read_and_spans_lie_within_it(text, surface):
    for found in review(text, surface):
        assert 0 <= found.span[0] < found.span[1] <= len(text)


def test_every_finding_on_the_labelled_texts_explains_and_suggests():
    for row in read(("examples.jsonl", "held_out.jsonl")):
        for found in review(row["text"], row["surface"]):
            assert found.message.strip()
            assert found.suggestion.strip()
            assert row["text"][slice(*found.span)].strip()
            assert found.rule == RULES[found.code]


@pytest.mark.parametrize(
    ("text", "surface", "code", "words"),
    [
        ("Hello Ann. Please add me on Facebook. Bye.", "message", "friend_request", "add me on Facebook"),
        ("I work on soil. Do you like it there?", "question", "closed_question", "Do you like it there?"),
        ("We have “recieved” nothing, but I recieved the form.", "message", "language", "recieved"),
    ],
)
def test_the_span_points_at_the_words(text, surface, code, words):
    found = only(text, surface, code)
    assert text[slice(*found.span)].rstrip("?. ") == words.rstrip("?. ")


def test_a_language_finding_is_a_replacement_to_accept():
    text = "I recieved the form."
    found = only(text, "message", "language")
    start, end = found.span
    assert text[:start] + found.suggestion + text[end:] == "I received the form."


def test_a_finding_cannot_be_changed():
    found = only("Please guide me.", "message", "vague")
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.code = "heated"


def test_findings_stand_in_the_order_of_the_draft():
    found = review("Please guide me. Add me on Facebook. I recieved it.", "message")
    assert [f.span for f in found] == sorted(f.span for f in found)


def test_what_was_silenced_stays_silent():
    text = "Add me on Facebook, I recieved nothing."
    assert only(text, "message", "friend_request")
    assert review(text, "message", Context(silenced=frozenset({"friend_request", "language"}))) == []


def test_an_open_letter_request_is_no_finding():
    text = "Would you write me a letter of recommendation?"
    assert only(text, "message", "letter_request")
    assert only(text, "message", "letter_request", Context(letter_open=True)) is None


def test_an_answer_to_a_hard_message_names_the_rule_about_differences():
    text = "How dare you? You people are a joke!"
    assert only(text, "message", "heated").rule == "G5"
    assert only(text, "message", "heated", Context(answers_hard=True)).rule == "G7"


def test_known_names_are_not_misspelt():
    text = "I spoke to recieve about it."
    assert only(text, "message", "language")
    assert only(text, "message", "language", Context(known_words=frozenset({"recieve"}))) is None


@pytest.mark.parametrize(("surface", "most"), [("question", 180), ("message", 210), ("thank_you", 250)])
def test_too_long_is_what_stands_beyond_the_limit(surface, most):
    fits = "We met on the quay and drank tea there. " * 40
    words = fits.split()[: most + 1]
    assert only(" ".join(words[:-1]), surface, "overlong") is None
    text = " ".join(words)
    assert only(text, surface, "overlong").span == (len(text) - len(words[-1]), len(text))


def test_three_numbered_points_earn_a_third_more_room():
    points = "\n".join(f"{n}. " + "tea " * 80 for n in (1, 2, 3))
    assert len(points.split()) > 210
    assert only(points, "message", "overlong") is None
    assert only(points.replace("3. ", ""), "message", "overlong")


def test_nothing_is_remembered():
    text = "Please guide me, I recieved nothing."
    assert review(text, "message") == review(text, "message")


def test_an_unknown_surface_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="There is no surface 'tweet'"):
        review("Hello", "tweet")


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\x00\x00", "…", "?!?!", "שלום, מה שלומך היום?", "\u202eabc", "a" * 100_000])
def test_odd_texts_pass(text):
    assert isinstance(review(text, "message"), list)


@pytest.mark.parametrize("piece", ["a", "a ", "please send me ", '"', "\n ", "a-", "1.", "(((", "@a", "not not "])
def test_time_grows_with_the_text_in_proportion(piece):
    """By ratio, not by the clock: four times the text, at most nine times the time (a quadratic one takes sixteen)."""

    def cost(length: int) -> float:
        draft = (piece * length)[:length]
        spent = []
        for _ in range(3):
            begun = time.process_time()
            review(draft, "question")
            spent.append(time.process_time() - begun)
        return min(spent)

    cost(100)
    assert cost(8000) < 9 * cost(2000) + 0.02


def test_no_more_than_a_long_letter_is_read():
    text = "word " * 20_000
    assert len(Draft(text).raw) == READ_AT_MOST
    assert review("a" * READ_AT_MOST + " Add me on Facebook.", "message") == []


def test_harper_is_loaded_on_first_use_only():
    import subprocess

    code = "import sys, etiquette.coach; print('harper' in sys.modules, 'django' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["False", "False"]
