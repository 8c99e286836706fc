"""Suggestions: who comes first, and why, in words."""

from datetime import UTC, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from mentoring.pairing import Candidate, overlap, reference_monday, suggest, week_of
from mentoring.slots import Hours, Span, Weekly

MONDAY = datetime(2027, 1, 11, tzinfo=UTC)
MINA = Candidate("mina", "Mina", tracks=frozenset({"patents", "policy"}), languages=frozenset({"English", "Hindi"}), field="ecology")


def week(zone, *ranges):
    return week_of(Hours(zone, tuple(Weekly(day, time(start), time(end)) for day, start, end in ranges)), MONDAY)


def mentor(name, free=1, **facts):
    return Candidate(name.lower(), name, free=free, **facts)


def order(mentee, *mentors):
    return [suggestion.mentor.name for suggestion in suggest(mentee, mentors)]


def reasons(mentee, other):
    return suggest(mentee, [other])[0].reasons


def test_hours_in_common_are_real_ones_across_zones():
    kolkata, new_york = week("Asia/Kolkata", (1, 18, 21)), week("America/New_York", (1, 8, 10))
    assert overlap(kolkata, new_york) == 120
    assert overlap(kolkata, week("America/New_York", (2, 8, 10))) == 0


def test_a_range_across_the_edge_of_the_week_counts_on_both_sides():
    sunday_night = week("America/Los_Angeles", (6, 14, 20))
    assert overlap(sunday_night, week("Pacific/Auckland", (0, 9, 17))) == 6 * 60
    assert sum((span.end - span.start).total_seconds() for span in sunday_night) == 6 * 3600


def test_hours_until_midnight():
    assert overlap(week("UTC", (0, 22, 0)), week("UTC", (0, 20, 23))) == 60


spans = st.lists(st.integers(0, 200), unique=True, max_size=12).map(sorted).map(lambda m: list(zip(m[::2], m[1::2], strict=False)))


@given(spans, spans)
def test_overlap_counts_the_minutes_both_have(one, other):
    def minutes(ranges):
        return {minute for start, end in ranges for minute in range(start, end)}

    def at(minute):
        return datetime.fromtimestamp(minute * 60, UTC)

    both = ([Span(at(start), at(end)) for start, end in ranges] for ranges in (one, other))
    assert overlap(*both) == len(minutes(one) & minutes(other))


def test_the_monday_before():
    assert reference_monday(datetime(2027, 1, 17, 23, 59, tzinfo=UTC)) == MONDAY
    assert reference_monday(MONDAY) == MONDAY


def test_the_order_of_suggestions():
    hours = week("UTC", (0, 8, 10))
    mina = Candidate(**{**vars(MINA), "week": hours, "wishes": frozenset({"wished", "full"}), "avoids": frozenset({"avoided"})})
    mentors = [
        mentor("Avoided", wishes=frozenset({"mina"})),
        mentor("Full", free=0),
        mentor("Zoe"),
        mentor("Anna"),
        mentor("Field", field="Ecology"),
        mentor("Hours", week=hours),
        mentor("Tracks", tracks=frozenset({"policy"})),
        mentor("Wished"),
        mentor("Refuses", avoids=frozenset({"mina"})),
    ]
    assert order(mina, *mentors) == ["Wished", "Tracks", "Hours", "Field", "Anna", "Zoe", "Full", "Avoided", "Refuses"]


def test_the_reasons_in_words():
    hours = week("UTC", (0, 8, 11), (1, 8, 9))
    mina = Candidate(**{**vars(MINA), "week": hours, "wishes": frozenset({"maya"})})
    maya = mentor("Maya", free=2, week=hours, wishes=frozenset({"mina"}), tracks=MINA.tracks, languages=MINA.languages, field="ecology")
    assert reasons(mina, maya) == [
        "asked for each other",
        "both patents and policy",
        "4 h overlap",
        "both speak Hindi",
        "same field, ecology",
        "2 free places",
    ]
    assert reasons(MINA, mentor("Ana", wishes=frozenset({"mina"}))) == ["asked for by the mentor", "no hours in common", "1 free place"]
    assert reasons(mina, mentor("Maya", free=0)) == ["no free place", "asked for by the mentee", "no hours in common"]


def test_an_avoided_pair_says_who_would_rather_not():
    both = mentor("Ana", avoids=frozenset({"mina"}))
    mina = Candidate(**{**vars(MINA), "avoids": frozenset({"ana"})})
    assert reasons(mina, both)[0] == "Mina and Ana would rather not"
    assert reasons(MINA, both)[0] == "Ana would rather not"
