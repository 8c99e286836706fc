"""What pairs are worth and why: points, words, suggestions, what a change costs."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.pairing import Arrangement, Candidate, overlap, reasons, reference_monday, suggest, waking_hours, week_bits
from mentoring.pairing.points import common, field_points, hours_points, step
from mentoring.slots import Hours, Weekly
from tests.mentoring.pairing_people import MONDAY, TERMS, few

MINA = Candidate("mina", "Mina", tracks=frozenset({"patents", "policy"}), languages=frozenset({"English", "Hindi"}), field="ecology")


def week(zone, *ranges):
    return week_bits(Hours(zone, tuple(Weekly(day, time(start), time(end)) for day, start, end in ranges)), MONDAY)


def mentor(name, free=1, **facts):
    return Candidate(name.lower(), name, free=free, **facts)


def order(mentee, *mentors):
    return [suggestion.mentor.name for suggestion in suggest(mentee, mentors, TERMS)]


def test_hours_in_common_are_real_ones_across_zones():
    kolkata, new_york = week("Asia/Kolkata", (1, 18, 21)), week("America/New_York", (1, 8, 10))
    assert overlap(kolkata, new_york) == 120
    assert overlap(kolkata, week("America/New_York", (2, 8, 10))) == 0


def test_a_range_across_the_edge_of_the_week_counts_on_both_sides():
    sunday_night = week("America/Los_Angeles", (6, 14, 20))
    assert overlap(sunday_night, week("Pacific/Auckland", (0, 9, 17))) == 6 * 60
    assert sunday_night.bit_count() == 6 * 4


def test_hours_until_and_across_midnight():
    assert overlap(week("UTC", (0, 22, 0)), week("UTC", (0, 20, 23))) == 60
    assert overlap(week("UTC", (0, 22, 2)), week("UTC", (1, 0, 3))) == 120


@given(st.integers(0, 24 * 60 - 31), st.integers(30, 300))
def test_only_whole_quarters_count(start, minutes):
    end = min(start + minutes, 24 * 60 - 1)
    hours = Hours("UTC", (Weekly(0, time(start // 60, start % 60), time(end // 60, end % 60)),))
    whole = [quarter for quarter in range(96) if start <= 15 * quarter and 15 * quarter + 15 <= end]
    assert week_bits(hours, MONDAY) == sum(1 << quarter for quarter in whole)


def test_waking_hours_stand_in():
    assert overlap(waking_hours("Asia/Kolkata", MONDAY), week("Asia/Kolkata", (2, 6, 10))) == 120


def test_the_monday_before():
    assert reference_monday(datetime(2027, 1, 17, 23, 59, tzinfo=UTC)) == MONDAY
    assert reference_monday(MONDAY) == MONDAY


def test_points():
    assert [hours_points(quarters) for quarters in (0, 4, 8, 12, 24, 600)] == [0, 8, 16, 18, 24, 24]
    assert hours_points(600, assumed=True) == 6
    assert [field_points("Ecology", other) for other in ("ecology", "marine ecology", "optics", "")] == [15, 8, 0, 0]
    assert field_points("materials science", "data science") == 0
    assert [step(stage) for stage in ("", "final-year PhD", "postdoc, year 2", "patent agent", "Senior scientist", "director")] == [
        0,
        1,
        2,
        3,
        4,
        5,
    ]
    maya = mentor("Maya", week=week("UTC", (0, 8, 11)), tracks=MINA.tracks, languages=MINA.languages, field="ecology", stage="director")
    mina = replace(MINA, week=maya.week, stage="postdoc")
    assert common(mina, maya) == 10 + 10 + 18 + 5 + 15 + 8


def test_the_order_of_suggestions():
    hours = week("UTC", (0, 8, 10))
    mina = replace(MINA, week=hours, wishes=frozenset({"wished", "full"}), avoids=frozenset({"avoided"}))
    mentors = [
        mentor("Avoided", week=hours, wishes=frozenset({"mina"})),
        mentor("Full", free=0, week=hours),
        mentor("Hourless"),
        mentor("Anna", week=hours),
        mentor("Zoe", week=hours),
        mentor("Field", week=hours, field="Ecology"),
        mentor("Tracks", week=hours, tracks=MINA.tracks),
        mentor("Wished", week=hours),
        mentor("Refuses", week=hours, avoids=frozenset({"mina"})),
    ]
    assert order(mina, *mentors) == ["Wished", "Tracks", "Field", "Anna", "Zoe", "Full", "Hourless", "Avoided", "Refuses"]


def test_the_reasons_in_words():
    hours = week("UTC", (5, 8, 11))
    mina = replace(MINA, week=hours, wishes=frozenset({"maya"}), zone="Asia/Kolkata")
    maya = mentor("Maya", week=hours, wishes=frozenset({"mina"}), tracks=MINA.tracks, languages=MINA.languages, field="ecology")
    assert reasons(mina, maya, TERMS) == [
        "asked for each other",
        "both patents and policy",
        "3 h overlap on Sat",
        "both speak Hindi",
        "same field, ecology",
    ]
    assert reasons(mina, mentor("Ana", wishes=frozenset({"mina"})), TERMS) == ["asked for by the mentor", "no hours in common"]
    assert reasons(replace(mina, assumed=True), maya, TERMS)[2] == "waking hours meet, Mina named none yet"
    assert reasons(replace(MINA, stage="director"), mentor("Kid", stage="postdoc", field="marine ecology"), TERMS) == [
        "no hours in common",
        "near fields, both ecology",
        "mentor is not further on",
    ]


@pytest.mark.parametrize(
    ("mentee_hours", "said"),
    [
        ([(0, 8, 9), (1, 8, 9), (2, 8, 9)], "3 h overlap on Mon, Tue and Wed"),
        ([(day, 8, 9) for day in range(5)], "5 h overlap on 5 days"),
    ],
)
def test_days_are_named_while_they_are_few(mentee_hours, said):
    mina = replace(MINA, week=week("UTC", *mentee_hours))
    assert reasons(mina, mentor("Maya", week=mina.week), TERMS) == [said]


def test_what_forbids_a_pair_comes_first():
    both = mentor("Ana", avoids=frozenset({"mina"}), conflicts=frozenset({"mina"}), languages=frozenset({"Korean"}))
    mina = replace(MINA, avoids=frozenset({"ana"}), apart=frozenset({"ana"}))
    assert reasons(mina, both, TERMS) == [
        "Mina and Ana would rather not",
        "conflict of interest",
        "were matched before",
        "no language in common",
        "no hours in common",
    ]
    assert reasons(MINA, replace(both, conflicts=frozenset()), TERMS)[0] == "Ana would rather not"


# --- what a change costs ---


def by_key(people):
    return {one.key: one for one in people}


def total(arrangement, pairs):
    return sum(arrangement.worth(mentee, to) for mentee, to in pairs.items())


def blocking(mentees, mentors, pairs, places):
    """Every blocking pair, by the definition."""
    arrangement = Arrangement(mentees, mentors, pairs, TERMS)

    def would(one, other):
        mine, its = arrangement._view(one, other)
        theirs = [each for each, to in pairs.items() if to == other]
        now = pairs.get(one)
        gladly = now is None or not arrangement._may(one, now) or mine > arrangement._view(one, now)[0]
        return gladly and (len(theirs) < places[other] or any(its > arrangement._view(each, other)[1] for each in theirs))

    return {
        (one, other)
        for one in mentees
        for other in mentors
        if pairs.get(one) != other and arrangement._may(one, other) and would(one, other)
    }


@given(few(), st.data())
def test_a_change_costs_what_it_turns_out_to_cost(people, data):
    mentees, mentors = (by_key(each) for each in people)
    places, pairs = {key: one.free for key, one in mentors.items()}, {}
    for key in mentees:
        open_to = [other for other in mentors if places[other] > list(pairs.values()).count(other)]
        if open_to and data.draw(st.booleans()):
            pairs[key] = data.draw(st.sampled_from(open_to))
    mentors = {key: replace(one, free=one.free - list(pairs.values()).count(key)) for key, one in mentors.items()}
    arrangement = Arrangement(mentees, mentors, pairs, TERMS)
    moves = [(one, to) for one in mentees for to in [None, *(key for key in mentors if not arrangement.full(key))] if pairs.get(one) != to]
    for one, to in moves:
        change = arrangement.change(one, to)
        after = {key: other for key, other in (pairs | {one: to}).items() if other is not None}
        assert change.points == total(arrangement, after) - total(arrangement, pairs)
        new = blocking(mentees, mentors, after, places) - blocking(mentees, mentors, pairs, places)
        assert {(mentee.key, other.key) for mentee, other in change.blocking} == new


def test_a_swap_moves_both():
    hours = week("UTC", (0, 8, 10))
    mentees = by_key([replace(MINA, week=hours), Candidate("ada", "Ada", week=hours)])
    mentors = by_key([mentor("Maya", free=0, week=hours, tracks=MINA.tracks), mentor("Otto", free=0, week=hours)])
    arrangement = Arrangement(mentees, mentors, {"mina": "otto", "ada": "maya"}, TERMS)
    change = arrangement.change("mina", "maya", swap="ada")
    assert (change.points, change.blocking) == (20 + 2, [])
