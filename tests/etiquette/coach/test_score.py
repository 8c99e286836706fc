"""How good the coach is: the targets of its task, on the given texts and on those that it was not made from."""

import os

import pytest

from etiquette.coach import review
from etiquette.coach.evidence import LEARNT, table
from etiquette.coach.scoring import Score

from . import learn


def scored(name: str) -> Score:
    score = Score()
    for row in learn.read((name,)):
        score.add(set(row["labels"]), {f.code for f in review(row["text"], row["surface"])})
    return score


@pytest.mark.parametrize("name", ["examples.jsonl", "own.jsonl", *learn.JUDGED])
def test_finds_enough_and_troubles_few(name):
    score = scored(name)
    assert score.macro_f1 >= 0.60
    assert score.clean_flagged <= 0.05


def test_no_text_is_both_learnt_from_and_judged_by():
    judged = {row["text"] for row in learn.read(learn.JUDGED)}
    assert judged & {row["text"] for row in learn.read()} == set()


def test_scores_by_hand():
    score = Score()
    score.add({"vague"}, {"vague", "heated"})
    score.add({"vague"}, set())
    score.add(set(), {"language"})
    score.add(set(), {"heated"})
    assert score.of("vague") == pytest.approx((1.0, 0.5, 2 / 3))
    assert score.macro_f1 == pytest.approx(2 / 3)
    assert score.clean_flagged == 0.5


@pytest.mark.proof
def test_the_weights_are_what_the_script_makes():
    """All seven columns in the long proof, one of them otherwise."""
    codes = LEARNT if os.environ.get("PROOF") == "full" else LEARNT[:1]
    known, kept = learn.texts(), table().weights
    for code in codes:
        learnt = dict(zip(known.names, learn.fit(known.matrix, known.labelled[code]), strict=True))
        column = LEARNT.index(code)
        assert {name: pytest.approx(learnt[name], abs=0.01) for name in kept} == {name: kept[name][column] for name in kept}
