"""How a reliability record adds up, for its owner's eyes only. Pure.

Each entry counts fully on its day and a little less every day after, nothing from the ninetieth on (linear, so that
anybody can check it by hand): weight = 1 - age / 90 days. What was kept is worth 1, what came late ½, the rest 0.
The share of what was kept, Σ weight × worth / Σ weight, starts with two kept acts taken for granted, so that one slip of
a newcomer is not taken for a habit. That is the expectation of the beta reputation system with forgetting
(Jøsang and Ismail, The Beta Reputation System, 2002), its prior moved from (1, 1) to (2, 0): we expect the best of people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

MEMORY = timedelta(days=90)
TAKEN_FOR_GRANTED = 2
KEPT, LATE, MISSED = "kept", "late", "missed"
WORTH = {KEPT: 1.0, LATE: 0.5}  # anything else: 0


@dataclass(frozen=True)
class Mark:
    """What counts of an entry: what it was (`kept`, `late`, `missed`, or the kind of an incident), when, and whether it is struck out."""

    what: str
    at: datetime
    struck_out: bool = False


def weight(at: datetime, now: datetime) -> float:
    """How much an entry of the moment `at` counts at `now`: from 1 down to 0 in 90 days."""
    return max(0.0, 1 - max(now - at, timedelta()) / MEMORY)


def share(marks: Iterable[Mark], now: datetime) -> float:
    """The part of what they owed that a person kept, 0 to 1, by the formula above."""
    counted = [(weight(mark.at, now), WORTH.get(mark.what, 0.0)) for mark in marks if not mark.struck_out]
    kept = sum(weight * worth for weight, worth in counted)
    return (kept + TAKEN_FOR_GRANTED) / (sum(weight for weight, _ in counted) + TAKEN_FOR_GRANTED)


def in_words(share: float) -> str:
    """A share as a kind sentence to its owner."""
    if share >= 0.9:
        return "People can rely on you. Thank you."
    if share >= 0.7:
        return "Mostly in time. A promise made early counts as in time, too."
    return "Some things slipped lately. They fade within 90 days; asking for more time in advance helps most."
