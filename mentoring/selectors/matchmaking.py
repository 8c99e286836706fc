"""One run of matching on what the database says now. Called by workers and by `manage.py match`, never by a page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from mentoring import pairing
from mentoring.models import Cohort, Enrolment, Match
from mentoring.selectors import candidates


@dataclass(frozen=True)
class Outcome:
    """What a run proposes, with the places behind the keys and the reasons of each pair in words."""

    plan: pairing.Plan
    places: dict[str, Enrolment]
    terms: pairing.Terms

    def reasons(self, pair: pairing.Pair) -> list[str]:
        return [*["locked by an admin"] * pair.locked, *pairing.reasons(pair.mentee, pair.mentor, self.terms)]


def run(
    cohort: Cohort,
    *,
    mode: str,
    min_hours: int,
    locked: Mapping[UUID, UUID] | None = None,
    only: Iterable[str] = (),
    progress: Callable[[float], None] = lambda share: None,
) -> Outcome:
    """Match the mentees of a cohort who have no confirmed mentor (or `only` these) with the places left.

    `locked` maps places of mentees to places of mentors.
    """
    mentees, mentors = _who(cohort, list(only))
    known = candidates.candidates(cohort, [*mentees, *mentors])
    terms = candidates.terms(cohort, min_hours)
    keys = {str(mentee): str(mentor) for mentee, mentor in (locked or {}).items()}
    people = ([known[place] for place in group] for group in (mentees, mentors))
    plan = pairing.match(*people, terms, pairing.Mode(mode), keys, progress)
    return Outcome(plan, {candidate.key: place for place, candidate in known.items()}, terms)


def _who(cohort: Cohort, only: list[str]) -> tuple[list[Enrolment], list[Enrolment]]:
    """The mentees who wait and the mentors; for only some mentees, what is proposed for the others is taken too."""
    present = candidates.with_facts(cohort.enrolments.present())
    waiting = present.mentees().exclude(pk__in=Match.objects.confirmed().filter(cohort=cohort).values("mentee"))
    taken_by = Match.LIVE if only else [Match.Status.CONFIRMED]
    mentors = candidates.with_free_places(present.mentors(), taken_by)
    return list(waiting.filter(pk__in=only) if only else waiting), list(mentors)
