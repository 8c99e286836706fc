"""Matching everybody at once: nothing forbidden, nothing better, nothing random; and what is said of the rest."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.pairing import Candidate, Mode, match, points, solver
from mentoring.pairing.changes import Arrangement
from tests.mentoring.pairing_people import TERMS, crowd, few

MODES = [Mode.OPTIMAL, Mode.STABLE]
HOURS = 0b1111_1111


def pairs(plan):
    return {pair.mentee.key: pair.mentor.key for pair in plan.pairs}


@given(few(), st.sampled_from(MODES))
def test_no_rule_is_ever_broken(people, mode):
    mentees, mentors = people
    plan = match(mentees, mentors, TERMS, mode)
    taken = [pair.mentor.key for pair in plan.pairs]
    assert all(points.allowed(pair.mentee, pair.mentor, TERMS) for pair in plan.pairs)
    assert all(taken.count(one.key) <= one.free for one in mentors)
    assert sorted([*pairs(plan), *plan.unmatched]) == sorted(one.key for one in mentees)
    assert plan.score == sum(pair.score for pair in plan.pairs)


def best_of_all(mentees, mentors):
    """The best total there is, by trying everything."""
    arrangement = Arrangement({one.key: one for one in mentees}, {one.key: one for one in mentors}, {}, TERMS)
    options = [[None, *(to for to in mentors if points.allowed(one, to, TERMS) and to.free)] for one in mentees]
    totals = [0]
    for choice in product(*options):
        if all(choice.count(one) <= one.free for one in mentors):
            totals.append(sum(arrangement.worth(one.key, to and to.key) for one, to in zip(mentees, choice, strict=True)))
    return max(totals)


@given(few())
def test_the_optimum_is_what_trying_everything_finds(people):
    assert match(*people, TERMS).score == best_of_all(*people)


@settings(max_examples=60)
@given(few(), st.randoms(use_true_random=False))
def test_the_proof_by_prices_finds_the_optimum_from_one_pair_each(people, chance):
    few_at_once = pytest.MonkeyPatch()
    few_at_once.setattr(solver, "ALL_OF", 0)
    few_at_once.setattr(solver, "BEST", 1)
    try:
        assert match(*people, TERMS).score == best_of_all(*people)
    finally:
        few_at_once.undo()


@given(few(), st.randoms(use_true_random=False), st.sampled_from(MODES))
def test_the_same_people_get_the_same_plan_in_any_order(people, chance, mode):
    first = match(*people, TERMS, mode)
    shuffled = [chance.sample(each, len(each)) for each in people]
    assert match(*shuffled, TERMS, mode) == first


@given(few())
def test_stable_leaves_no_pair_that_would_rather(people):
    mentees, mentors = people
    plan = match(mentees, mentors, TERMS, Mode.STABLE)
    assert plan.blocking_pairs == 0
    assert blocking(mentees, mentors, pairs(plan)) == 0


@given(few())
def test_blocking_pairs_are_counted_right(people):
    mentees, mentors = people
    plan = match(mentees, mentors, TERMS)
    assert plan.blocking_pairs == blocking(mentees, mentors, pairs(plan))


def blocking(mentees, mentors, chosen):
    mentors_of = {one.key: one for one in mentors}

    def rather(mentee, mentor):
        mine, its = points.views(mentee, mentor)
        now = mentors_of.get(chosen.get(mentee.key))
        theirs = [one for one in mentees if chosen.get(one.key) == mentor.key]
        open_place = len(theirs) < mentor.free
        gladly = now is None or mine > points.views(mentee, now)[0]
        return gladly and (open_place or any(its > points.views(one, mentor)[1] for one in theirs))

    everyone = [(one, other) for one in mentees for other in mentors if other.free and chosen.get(one.key) != other.key]
    return sum(points.allowed(one, other, TERMS) and rather(one, other) for one, other in everyone)


@given(few(), st.data())
def test_locks_are_kept_whatever_the_rules_say(people, data):
    mentees, mentors = people
    locked = {one.key: data.draw(st.sampled_from(mentors)).key for one in mentees if mentors and data.draw(st.booleans())}
    plan = match(mentees, mentors, TERMS, locked=locked)
    assert {pair.mentee.key: pair.mentor.key for pair in plan.pairs if pair.locked} == locked
    free = {one.key: one.free - list(locked.values()).count(one.key) for one in mentors}
    taken = [pair.mentor.key for pair in plan.pairs if not pair.locked]
    assert all(taken.count(key) <= max(left, 0) for key, left in free.items())


def person(key, **facts):
    return Candidate(key, key, **{"week": HOURS, **facts})


@pytest.mark.parametrize(
    ("mentors", "sentence"),
    [
        ([], "no mentor has a free place"),
        ([person("a", free=0)], "no mentor has a free place"),
        ([person("a", free=1, week=0b111)], "no mentor with capacity overlaps ≥ 1 h"),
        (
            [person("a", free=1, languages=frozenset({"Korean"})), person("b", free=1, week=0)],
            "no mentor with capacity and hours in common shares a language",
        ),
        ([person("a", free=1, avoids=frozenset({"m"}))], "no mentor is left once wishes and conflicts of interest are kept"),
        ([person("a", free=1, wishes=frozenset({"n"}))], "every possible mentor is full"),
    ],
)
def test_why_somebody_is_left(mentors, sentence):
    mentees = [person("m", languages=frozenset({"Hindi"})), person("n", languages=frozenset({"Hindi"}))]
    assert match(mentees, mentors, TERMS).unmatched["m"] == sentence


def test_two_a_little_off_are_better_than_one_far_off():
    best, good, bad = (person(key, free=1, tracks=frozenset(tracks)) for key, tracks in (("a", "xyz"), ("b", "xy"), ("c", "")))
    one, other = person("m", tracks=frozenset("xyz")), person("n", tracks=frozenset("xyz"), field="optics")
    plan = match([one, other], [best, good, replace(bad, field="optics")], TERMS)
    assert set(pairs(plan).values()) == {"a", "b"}


def test_progress_rises_to_the_end(monkeypatch):
    told = []
    monkeypatch.setattr("mentoring.pairing.matrix.CELLS", 600)
    match(*crowd(100, 30), TERMS, progress=told.append)
    assert (told, told[-1] <= 1, len(told) > 3) == (sorted(told), True, True)


def test_a_crowd_is_matched_as_well_with_few_pairs_as_with_all(monkeypatch):
    people = crowd(1000, 400)
    everything = match(*people, TERMS)
    monkeypatch.setattr(solver, "ALL_OF", 0)
    monkeypatch.setattr(solver, "BEST", 3)
    assert match(*people, TERMS).score == everything.score
    stable = match(*people, TERMS, Mode.STABLE)
    assert (stable.blocking_pairs, stable.score >= 0.94 * everything.score, everything.blocking_pairs > 0) == (0, True, True)
