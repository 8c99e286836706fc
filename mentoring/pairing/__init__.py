"""Pairing: who mentors whom. Pure: dataclasses in, dataclasses out; no request, no ORM.

`people` says what is known of each, `points` what a pair is worth, `words` why, `suggestions` who might suit one
mentee, `changes` what moving one would cost. `run.match` proposes for everybody at once; only that needs numpy and
scipy (`matrix`, `solver`, `stability`), which are imported when it is called and never in a web process.
"""

from mentoring.pairing.changes import Arrangement, Change
from mentoring.pairing.people import Candidate, Terms, overlap, reference_monday, waking_hours, week_bits
from mentoring.pairing.run import Mode, Pair, Plan, match
from mentoring.pairing.suggestions import Suggestion, suggest
from mentoring.pairing.words import reasons

__all__ = [
    "Arrangement",
    "Candidate",
    "Change",
    "Mode",
    "Pair",
    "Plan",
    "Suggestion",
    "Terms",
    "match",
    "overlap",
    "reasons",
    "reference_monday",
    "suggest",
    "waking_hours",
    "week_bits",
]
