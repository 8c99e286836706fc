"""Made-up people for proofs of pairing: small ones for hypothesis, and a believable crowd for benchmarks."""

import csv
import random
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from mentoring.pairing import Candidate, Terms, week_bits
from mentoring.pairing.people import QUARTERS
from mentoring.slots import Hours, Weekly

MONDAY = datetime(2027, 1, 11, tzinfo=UTC)
TERMS = Terms(MONDAY)

ROSTER = Path(__file__).parent.parent / "data" / "cohort.csv"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
TRACKS = ("patents", "policy", "data science", "teaching")


def _hours(first, quarters):
    return sum(1 << (quarter % QUARTERS) for quarter in range(first, first + quarters))


def _person(draw, role, number, others):
    some = st.sets(st.sampled_from(others), max_size=2).map(frozenset)
    return Candidate(
        key=f"{role}{number}",
        name=f"{role} {number}",
        free=draw(st.integers(0, 2)) if role == "mentor" else 0,
        week=_hours(draw(st.integers(0, 20)), draw(st.integers(0, 16))),
        assumed=draw(st.booleans()),
        tracks=frozenset(draw(st.sets(st.sampled_from(TRACKS), max_size=3))),
        languages=frozenset(draw(st.sets(st.sampled_from(["English", "Hindi", "Korean"]), max_size=2))),
        field=draw(st.sampled_from(["", "cell biology", "plant biology", "optics"])),
        stage=draw(st.sampled_from(["", "postdoc", "director", "engineer"])),
        wishes=draw(some),
        avoids=draw(some),
        conflicts=draw(some) if draw(st.booleans()) else frozenset(),
    )


@st.composite
def few(draw, mentees=4, mentors=3):
    """Some mentees and some mentors, with everything that matching looks at."""
    keys = {role: [f"{role}{n}" for n in range(most)] for role, most in (("mentee", mentees), ("mentor", mentors))}
    return (
        [_person(draw, "mentee", n, keys["mentor"]) for n in range(draw(st.integers(0, mentees)))],
        [_person(draw, "mentor", n, keys["mentee"]) for n in range(draw(st.integers(0, mentors)))],
    )


@cache
def _week(zone, available):
    """The week of a roster's `Sat 17:30-18:30; …` in a zone."""
    ranges = [part.split() for part in available.split(";")]
    weekly = [(DAYS.index(day), *map(time.fromisoformat, hours.split("-"))) for day, hours in ranges]
    return week_bits(Hours(zone, tuple(Weekly(*each) for each in weekly)), MONDAY)


def _one_of_many(chance, rows, number):
    """Somebody made of the roster's cells, each cell from anybody's row."""
    row = {column: chance.choice(rows)[column] for column in rows[0]}
    tracks, languages = (frozenset(part.strip() for part in row[column].split(";")) for column in ("tracks", "languages"))
    role = rows[0]["role"]
    return Candidate(
        f"{role}{number:05}",
        f"{role} {number}",
        free=3 if role == "mentor" else 0,
        week=_week(row["timezone"], row["available"]),
        tracks=tracks,
        languages=languages,
        field=row["field"],
        stage=row["career_stage"],
    )


def crowd(mentees, mentors, seed=7):
    """A large cohort like the roster in `tests/data`: its zones, hours, tracks and fields; some mentors wanted by many."""
    chance, rows = random.Random(seed), list(csv.DictReader(ROSTER.open()))
    by_role = {role: [row for row in rows if row["role"] == role] for role in ("mentor", "mentee")}
    offering = [_one_of_many(chance, by_role["mentor"], number) for number in range(mentors)]
    keys, fame = [one.key for one in offering], [1 / (rank + 5) for rank in range(mentors)]
    asking = []
    for number in range(mentees):
        wishes = frozenset(chance.choices(keys, fame, k=chance.choice([0, 1, 2, 2, 3])))
        asking.append(replace(_one_of_many(chance, by_role["mentee"], number), wishes=wishes))
    return asking, offering
