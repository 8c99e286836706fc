"""Sharing applications out: pure, so tried on many."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from mentoring.intake.assigning import Wanting, share_out


def test_the_least_loaded_come_first_and_ties_go_by_order():
    wanting = [Wanting("a", 2), Wanting("b", 1), Wanting("c", 1, frozenset({"y"}))]
    assert share_out(wanting, {"x": 1, "y": 0, "z": 0}) == [("a", "y"), ("a", "z"), ("b", "x"), ("c", "z")]


def test_where_too_few_are_left_fewer_are_assigned():
    assert share_out([Wanting("a", 3, frozenset({"x"}))], {"x": 0, "y": 5}) == [("a", "y")]
    assert share_out([Wanting("a", 1)], {}) == []


@given(
    st.lists(st.tuples(st.integers(0, 3), st.sets(st.integers(0, 5))), max_size=30),
    st.dictionaries(st.integers(0, 5), st.integers(0, 4), max_size=6),
)
def test_nobody_is_asked_twice_or_where_they_may_not_and_nobody_is_asked_too_seldom(shapes, loads):
    wanting = [Wanting(number, missing, frozenset(taken)) for number, (missing, taken) in enumerate(shapes)]
    pairs = share_out(wanting, loads)
    assert len(set(pairs)) == len(pairs)
    counts = Counter(key for key, _ in pairs)
    for one in wanting:
        assert counts[one.key] == min(one.missing, len(set(loads) - one.taken))
        assert not {person for key, person in pairs if key == one.key} & one.taken
    assert share_out(wanting, loads) == pairs


@given(st.integers(0, 40), st.integers(1, 5))
def test_loads_differ_by_one_at_most(count, reviewers):
    shared = Counter(person for _, person in share_out([Wanting(number, 1) for number in range(count)], dict.fromkeys(range(reviewers), 0)))
    assert max(shared.values(), default=0) - min((shared[person] for person in range(reviewers)), default=0) <= 1
