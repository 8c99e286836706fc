"""All pairs of a cohort at once: what `points` says, in chunks of mentees, keeping only pairs that may be.

Weeks are bit-vectors, so an overlap is AND and a count of bits; everything else is looked up for the pairs that pass.
A full matrix never exists: it, not the solver, would be the cost. Needs numpy: import only where matching runs.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from mentoring.pairing import points
from mentoring.pairing.people import QUARTERS, Candidate, Terms

CELLS = 1 << 17  # pairs looked at together: as many as fit a processor's cache
WORD = 64  # bits
NOBODY: frozenset = frozenset()
TOGETHER = 3  # words whose bits are counted in one byte (3 × 64 < 256)

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Scores:
    """Pairs that may be, mentee by mentee (compressed rows), with what each is worth: to all, to the mentee, to the mentor."""

    starts: np.ndarray
    mentor: np.ndarray
    worth: np.ndarray
    to_mentee: np.ndarray
    to_mentor: np.ndarray
    overlapping: np.ndarray  # per mentee: mentors with a free place and enough hours in common
    speaking: np.ndarray  # of those, whom they can talk to

    @property
    def mentees(self) -> np.ndarray:
        """The mentee of each pair."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))


def score(mentees: Sequence[Candidate], mentors: Sequence[Candidate], terms: Terms, progress: Progress) -> Scores:
    """Score every pair that may be; mentors without a free place are left out."""
    tables, done, rows = _Tables(mentees, mentors), [], max(1, CELLS // len(mentors))
    for first in range(0, len(mentees), rows):
        done.append(tables.chunk(first, min(first + rows, len(mentees)), terms.min_quarters))
        progress(first / len(mentees))
    overlapping, speaking, allowed, *columns = (np.concatenate(parts) for parts in zip(*done, strict=True))
    return Scores(np.concatenate([[0], np.cumsum(allowed)]), *columns, overlapping, speaking)


class _Tables:
    """People as arrays; `chunk` scores some mentees against all mentors."""

    def __init__(self, mentees: Sequence[Candidate], mentors: Sequence[Candidate]):
        self.width = len(mentors)
        self.open = np.array([mentor.free > 0 for mentor in mentors])
        self.weeks = [_weeks(mentees), np.ascontiguousarray(_weeks(mentors).T)]
        self.assumed = _each(mentees, mentors, lambda one: one.assumed, bool)
        self.tracks = _sets(mentees, mentors, lambda one: one.tracks)
        self.languages = _sets(mentees, mentors, points.spoken)
        self.foreign = _sets(mentees, mentors, points.foreign)
        self.steps = _each(mentees, mentors, lambda one: points.step(one.stage), np.int8)
        self.fields, self.field_points = _fields(mentees, mentors)
        self.mentee_wish = _named(mentees, mentors, _wishes, _nothing)
        self.mentor_wish = _named(mentees, mentors, _nothing, _wishes)
        self.vetoes = _named(mentees, mentors, _vetoes, _vetoes)
        self.hours = _hours()

    def chunk(self, first: int, last: int, least: int) -> tuple:
        """Counts of mentors that overlap, of those that speak, of those allowed; then columns of the allowed pairs."""
        quarters = self._overlaps(first, last)
        pair = np.flatnonzero((quarters >= least) & self.open)
        row, mentor = np.divmod(pair, self.width)
        mentee, quarters = row + first, quarters.ravel()[pair]
        speaks = self._speaks(mentee, mentor)
        allowed = speaks & ~self._marked(self.vetoes, mentee, mentor, first, last)
        counts = [np.bincount(row[each], minlength=last - first) for each in (slice(None), speaks, allowed)]
        mentee, mentor = mentee[allowed], mentor[allowed]
        common = self._common(mentee, mentor, quarters[allowed])
        wishes = [self._marked(keys, mentee, mentor, first, last) for keys in (self.mentee_wish, self.mentor_wish)]
        to_mentee, to_mentor = ((common + 2 * points.WISH * wish).astype(np.int16) for wish in wishes)
        return *counts, mentor.astype(np.int32), _worth((to_mentee + to_mentor) // 2, counts[2]), to_mentee, to_mentor

    def _overlaps(self, first: int, last: int) -> np.ndarray:
        """Quarters of an hour in common: AND and count, word by word, in buffers that stay in the cache."""
        mine, theirs = self.weeks
        shape = (last - first, self.width)
        both, bits, some = np.empty(shape, np.uint64), np.empty(shape, np.uint8), np.empty(shape, np.uint8)
        total = np.zeros(shape, np.uint16)
        for word in range(mine.shape[1]):
            np.bitwise_and(mine[first:last, word, None], theirs[word], out=both)
            np.bitwise_count(both, out=bits if word % TOGETHER else some)
            if word % TOGETHER:
                np.add(some, bits, out=some)
            if word % TOGETHER == TOGETHER - 1 or word == mine.shape[1] - 1:
                np.add(total, some, out=total)
        return total

    def _speaks(self, mentee: np.ndarray, mentor: np.ndarray) -> np.ndarray:
        mine, theirs = self.languages
        silent = ~mine.any(axis=1)[mentee] | ~theirs.any(axis=1)[mentor]
        return silent | (mine[mentee] & theirs[mentor]).any(axis=1)

    def _common(self, mentee: np.ndarray, mentor: np.ndarray, quarters: np.ndarray) -> np.ndarray:
        """`points.common` for many pairs."""
        assumed = (self.assumed[0][mentee] | self.assumed[1][mentor]).astype(np.int8)
        tracks = np.bitwise_count(self.tracks[0][mentee] & self.tracks[1][mentor]).sum(axis=1, dtype=np.int16)
        foreign = (self.foreign[0][mentee] & self.foreign[1][mentor]).any(axis=1)
        mine, theirs = self.steps[0][mentee], self.steps[1][mentor]
        total = self.hours[assumed, quarters] + points.TRACK * np.minimum(tracks, points.TRACKS_AT_MOST)
        total += points.LANGUAGE * foreign + points.AHEAD * ((mine > 0) & (mine < theirs))
        return total + self.field_points[self.fields[0][mentee], self.fields[1][mentor]]

    def _marked(self, keys: np.ndarray, mentee: np.ndarray, mentor: np.ndarray, first: int, last: int) -> np.ndarray:
        """Which of these pairs (sorted) are among the pairs of `keys` (sorted, one number a pair)."""
        marked = np.zeros(len(mentee), bool)
        some = keys[np.searchsorted(keys, first * self.width) : np.searchsorted(keys, last * self.width)]
        pairs = mentee.astype(np.int64) * self.width + mentor
        at = np.searchsorted(pairs, some)
        found = at < len(pairs)
        found[found] = pairs[at[found]] == some[found]
        marked[at[found]] = True
        return marked


def _worth(quality: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Base, quality, less regret: how far each pair is from the best its mentee could have."""
    best = np.zeros(len(counts), np.int64)
    some = counts > 0
    starts = (np.cumsum(counts) - counts)[some]
    best[some] = np.maximum.reduceat(quality, starts) if len(starts) else 0
    short = np.repeat(best, counts) - quality
    lost = np.minimum(short * short // points.REGRET_PER, points.REGRET_AT_MOST)
    return (points.BASE + quality - lost).astype(np.int16)


@cache
def _hours() -> np.ndarray:
    """`points.hours_points` of every overlap there can be: real, and assumed."""
    return np.array([[points.hours_points(quarters, assumed) for quarters in range(QUARTERS + 1)] for assumed in (False, True)], np.int16)


def _weeks(people: Sequence[Candidate]) -> np.ndarray:
    """A week a row, in words of 64 bits."""
    words = -(-QUARTERS // WORD)
    raw = b"".join(one.week.to_bytes(words * 8, "little") for one in people)
    return np.frombuffer(raw, dtype="<u8").reshape(len(people), words)


def _each(mentees, mentors, fact: Callable, kind) -> list[np.ndarray]:
    return [np.array([fact(one) for one in people], dtype=kind) for people in (mentees, mentors)]


def _sets(mentees, mentors, names: Callable[[Candidate], Iterable[str]]) -> list[np.ndarray]:
    """Sets of words as rows of bits, one bit for each word that anybody has."""
    sets = [[names(one) for one in people] for people in (mentees, mentors)]
    distinct = {one for people in sets for one in people}
    place = {name: n for n, name in enumerate(sorted(frozenset().union(*distinct)))}
    width = max(1, -(-len(place) // WORD))
    bits = {one: sum(1 << place[name] for name in one).to_bytes(width * 8, "little") for one in distinct}
    return [np.frombuffer(b"".join([bits[one] for one in people]), dtype="<u8").reshape(len(people), width) for people in sets]


def _fields(mentees, mentors) -> tuple[list[np.ndarray], np.ndarray]:
    """Each person's field as a number, and the points of every two fields there are."""
    names = [sorted({one.field for one in people}) for people in (mentees, mentors)]
    places = [{name: n for n, name in enumerate(each)} for each in names]
    table = np.array([[points.field_points(one, other) for other in names[1]] for one in names[0]], np.int16)
    return [np.array([place[one.field] for one in people]) for people, place in zip((mentees, mentors), places, strict=True)], table


def _named(mentees, mentors, by_mentee: Callable, by_mentor: Callable) -> np.ndarray:
    """The pairs in which the mentee names the mentor, or the mentor the mentee: one sorted number a pair."""
    rows, columns = ({one.key: n for n, one in enumerate(people)} for people in (mentees, mentors))
    width = len(mentors)
    pairs = {n * width + columns[key] for n, one in enumerate(mentees) for key in by_mentee(one) if key in columns}
    pairs |= {rows[key] * width + n for n, one in enumerate(mentors) for key in by_mentor(one) if key in rows}
    return np.array(sorted(pairs), np.int64)


def _wishes(one: Candidate) -> frozenset:
    return one.wishes


def _vetoes(one: Candidate) -> frozenset:
    return one.avoids | one.conflicts | one.apart if one.avoids or one.conflicts or one.apart else NOBODY


def _nothing(one: Candidate) -> frozenset:
    return NOBODY
