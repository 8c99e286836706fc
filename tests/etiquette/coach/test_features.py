"""What the weights are given of a draft, and which words a finding then names."""

import math

import pytest

from etiquette.coach import evidence
from etiquette.coach.evidence import LEARNT, Evidence, Table
from etiquette.coach.features import FEW, HITS, KIND, features, lists, shape, word_features, wordings
from etiquette.coach.text import Draft


def test_a_word_gives_itself_its_beginnings_and_its_neighbour():
    assert list(word_features(("patience", "ends"), 0)) == ["w=patience", "p=pati", "p=patie", "p=patien", "b=patience ends"]
    assert list(word_features(("12", "mice"), 0)) == ["w=#", "b=# mice"]
    assert list(word_features(("ends",), 0)) == ["w=ends"]


def test_every_list_of_wordings_is_read_with_those_of_the_cues():
    assert {"praise", "likened", "clock", "anger", "soon"} < set(lists())
    assert {"past", "please"} & set(lists()) == set()


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Rain again", 0),
        ("A charade", 1),
        ("A charade, a charade", 1),
        ("Circus, charade", 2),
        ("Circus, charade, throne, court", HITS),
    ],
)
def test_a_kind_of_wording_is_heard_by_the_root_of_its_different_words(text, hits):
    assert wordings(Draft(text).plain).get("l=theatre", 0) == math.sqrt(hits)


def test_the_shape_says_whom_it_is_about_and_how_it_speaks():
    seen = shape(Draft('Why? You said "later"! I wait for you.'), "message")
    assert (seen["s=message"], seen["m=asks"], seen["m=exclaims"], seen["m=quotes"]) == (1.0, 1.0, 0.5, 1.0)
    assert (seen["m=you"], seen["m=me"]) == (2, 1.0)
    assert seen["m=curt"] == 2.0


def test_a_short_draft_says_less_and_not_the_same_more_loudly():
    found = features(Draft("Mice"), "message")
    assert found["w=mice"] == KIND["w"] / math.sqrt(FEW)


def test_a_finding_names_the_words_of_a_kind_of_wording(monkeypatch):
    nothing = (0.0,) * len(LEARNT)
    heated = tuple(float(code == "heated") for code in LEARNT)
    monkeypatch.setattr(evidence, "table", lambda: Table({}, {"bias": nothing, "l=likened": heated}))
    text = "It was cold. My goldfish would have known that."
    assert Evidence(Draft(text), "message").telling("heated") == ((13, len(text)), ["goldfish"])


def test_a_draft_without_a_sentence_names_none():
    assert Evidence(Draft("…"), "message").telling("heated")[1] == []
