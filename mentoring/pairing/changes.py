"""What moving one mentee would cost, before it is done: in points, and in pairs who would rather have each other.

Plain Python on purpose: it runs in web processes, and looks only at the pairs a change touches.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from mentoring.pairing import points
from mentoring.pairing.people import Candidate, Terms

Key = Hashable


@dataclass(frozen=True)
class Change:
    """A mentee to a mentor (None: to nobody); `swap` is the mentee who goes the other way because the mentor is full."""

    mentee: Key
    mentor: Key | None
    points: int
    blocking: list[tuple[Candidate, Candidate]]  # mentee and mentor of each pair that would block, and does not now
    settled: int = 0  # pairs that block now, and would not
    swap: Key | None = None
    allowed: bool = True  # whether every pair it makes keeps the rules


@dataclass
class Arrangement:
    """Who is with whom now: `pairs` maps mentee keys to mentor keys; `free` of a mentor counts what `pairs` leaves open.

    `fixed` mentees are not asked whether they would rather have somebody else, and cannot be swapped.
    """

    mentees: Mapping[Key, Candidate]
    mentors: Mapping[Key, Candidate]
    pairs: dict[Key, Key]
    terms: Terms
    fixed: frozenset = frozenset()
    _views: dict = field(default_factory=dict, repr=False)
    _best: dict = field(default_factory=dict, repr=False)

    def worth(self, mentee: Key, mentor: Key | None) -> int:
        """What a pair counts in the total: `matrix` says the same for thousands. One against the rules counts nothing."""
        if mentor is None or not self._may(mentee, mentor):
            return 0
        quality = sum(self._view(mentee, mentor)) // 2
        return points.BASE + quality - points.regret(self._best_of(mentee), quality)

    def change(self, mentee: Key, mentor: Key | None, swap: Key | None = None) -> Change:
        """What it costs to put `mentee` with `mentor`, and `swap` with whom `mentee` leaves."""
        left = self.pairs.get(mentee)
        moves = {mentee: mentor} | ({swap: left} if swap is not None else {})
        gain = sum(self.worth(one, to) - self.worth(one, self.pairs.get(one)) for one, to in moves.items())
        touched = {to for to in (left, mentor) if to is not None}
        before = self._blocking(self.pairs, moves, touched)
        after = self._blocking(self.pairs | moves, moves, touched)
        new = [(self.mentees[one], self.mentors[other]) for one, other in after - before]
        new.sort(key=lambda pair: [(one.name, str(one.key)) for one in pair])
        kept = all(to is None or self._may(one, to) for one, to in moves.items())
        return Change(mentee, mentor, gain, new, len(before - after), swap, kept)

    def changes(self, mentee: Key, mentor: Key) -> list[Change]:
        """The ways to put `mentee` with `mentor`: into a free place, or by a swap with one of the mentor's mentees; the best first."""
        if not self.full(mentor):
            return [self.change(mentee, mentor)]
        movable = [one for one, to in self.pairs.items() if to == mentor and one not in self.fixed]
        swaps = (self.change(mentee, mentor, swap) for swap in movable)
        return sorted(swaps, key=lambda change: (not change.allowed, -change.points, str(change.swap)))

    def full(self, mentor: Key) -> bool:
        return self.mentors[mentor].free <= 0

    def _view(self, mentee: Key, mentor: Key) -> tuple[int, int]:
        if (mentee, mentor) not in self._views:
            self._views[mentee, mentor] = points.views(self.mentees[mentee], self.mentors[mentor])
        return self._views[mentee, mentor]

    def _may(self, mentee: Key, mentor: Key) -> bool:
        return points.allowed(self.mentees[mentee], self.mentors[mentor], self.terms)

    def _offers(self, mentor: Key) -> int:
        """Places of a mentor that are open to this arrangement: free ones, and those its own pairs take."""
        return self.mentors[mentor].free + sum(to == mentor for one, to in self.pairs.items() if one not in self.fixed)

    def _best_of(self, mentee: Key) -> int:
        if mentee not in self._best:
            possible = (other for other in self.mentors if self._offers_any(other) and self._may(mentee, other))
            self._best[mentee] = max((sum(self._view(mentee, other)) // 2 for other in possible), default=0)
        return self._best[mentee]

    def _offers_any(self, mentor: Key) -> bool:
        return self.mentors[mentor].free > 0 or mentor in self._taken

    @property
    def _taken(self) -> set:
        return {mentor for mentee, mentor in self.pairs.items() if mentee not in self.fixed}

    def _blocking(self, pairs: Mapping[Key, Key | None], mentees: Iterable[Key], mentors: Iterable[Key]) -> set[tuple[Key, Key]]:
        """The blocking pairs that involve one of `mentees` or of `mentors`."""
        with_mentor: dict[Key, list] = {}
        for one, other in pairs.items():
            if other is not None and one not in self.fixed:
                with_mentor.setdefault(other, []).append(one)
        asked = {(one, other) for one in mentees for other in self.mentors} | {(one, other) for one in self.mentees for other in mentors}
        return {(one, other) for one, other in asked if one not in self.fixed and self._blocks(pairs, with_mentor, one, other)}

    def _blocks(self, pairs: Mapping, with_mentor: Mapping, mentee: Key, mentor: Key) -> bool:
        now, theirs = pairs.get(mentee), with_mentor.get(mentor, [])
        if now == mentor:
            return False
        mine, its = self._view(mentee, mentor)
        if now is not None and self._may(mentee, now) and mine <= self._view(mentee, now)[0]:
            return False
        open_place = len(theirs) < self._offers(mentor)
        dear = open_place or any(its > self._view(other, mentor)[1] for other in theirs)
        return dear and self._may(mentee, mentor)
