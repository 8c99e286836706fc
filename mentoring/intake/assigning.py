"""Sharing applications out among reviewers: pure, deterministic, the least loaded first."""

import heapq
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Wanting:
    """An application that wants `missing` more reviews, but none from `taken` (the applicant, and all who were asked before)."""

    key: Hashable
    missing: int
    taken: frozenset[Any] = field(default_factory=frozenset)


def share_out(wanting: Iterable[Wanting], loads: dict[Any, int]) -> list[tuple[Hashable, Any]]:
    """Pairs of application and reviewer. `loads`: reviewer → reviews they have already; ties go by the order of `loads`.

    Nobody gets the same application twice, nor one they are `taken` for; where too few are left, fewer are assigned.
    """
    loads, pairs = dict(loads), []
    order = {person: place for place, person in enumerate(loads)}
    for one in wanting:
        free = (person for person in loads if person not in one.taken)
        for person in heapq.nsmallest(one.missing, free, key=lambda person: (loads[person], order[person])):
            loads[person] += 1
            pairs.append((one.key, person))
    return pairs
