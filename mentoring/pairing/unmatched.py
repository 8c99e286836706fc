"""Why a mentee is left without a mentor: the first rule that left nobody. It never says who wished what."""

from collections.abc import Hashable, Sequence

import numpy as np

from mentoring.pairing.matrix import Scores
from mentoring.pairing.people import Candidate, Terms
from mentoring.pairing.solver import UNMATCHED


def why(mentees: Sequence[Candidate], scores: Scores, free: np.ndarray, found: np.ndarray, terms: Terms) -> dict[Hashable, str]:
    """A sentence for each mentee whom `found` leaves unmatched."""
    left = np.flatnonzero(found == UNMATCHED)
    return {mentees[n].key: _reason(scores, n, terms) if free.any() else "no mentor has a free place" for n in left.tolist()}


def _reason(scores: Scores, mentee: int, terms: Terms) -> str:
    if not scores.overlapping[mentee]:
        return f"no mentor with capacity overlaps ≥ {terms.min_hours} h"
    if not scores.speaking[mentee]:
        return "no mentor with capacity and hours in common shares a language"
    if scores.starts[mentee] == scores.starts[mentee + 1]:
        return "no mentor is left once wishes and conflicts of interest are kept"
    return "every possible mentor is full"
