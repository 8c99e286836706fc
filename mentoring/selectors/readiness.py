"""What still stands between a cohort and its approval, in words: one query for any number of people."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from mentoring.models import Cohort, Enrolment, Introduction, Match, Proposal, Role, WeeklyHours
from mentoring.selectors.candidates import with_free_places


@dataclass(frozen=True)
class Concern:
    """Something open, and whose it is; one that `blocks` must be put right before the cohort is approved."""

    text: str
    names: list[str]
    blocks: bool = False


def places(cohort: Cohort) -> list[Enrolment]:
    """Everyone who ever had a place, with what can be wrong about it: `free`, `offers_hours`, `introduced`."""
    hours = WeeklyHours.objects.filter(person=OuterRef("person"))
    introductions = Introduction.objects.handed_in().filter(enrolment=OuterRef("pk"))
    all_places = with_free_places(cohort.enrolments.select_related("person")).order_by("person__name", "pk")
    return list(all_places.annotate(offers_hours=Exists(hours), introduced=Exists(introductions)))


def concerns(everyone: list[Enrolment], matches: list[Match]) -> list[Concern]:
    """What is open about the people in live `matches`; what blocks comes first."""
    matched = {key for match in matches for key in (match.mentor_id, match.mentee_id)}
    people = [place for place in everyone if place.pk in matched]
    there = [place for place in people if not place.left_at]
    mentors = [place for place in there if place.role == Role.MENTOR]
    mentees = [place for place in there if place.role == Role.MENTEE]
    found = [
        _concern("left the cohort: remove their match", [p for p in people if p.left_at], blocks=True),
        _concern("not invited yet: invite them first", [p for p in there if not p.invited_at], blocks=True),
        _concern("with more mentees than places", [p for p in mentors if p.free < 0]),
        _concern("invited, place not confirmed yet", [p for p in there if p.invited_at and not p.confirmed_at]),
        _concern("offering no hours yet", [p for p in mentors if not p.offers_hours]),
        _concern("without an introduction handed in", [p for p in mentees if not p.introduced]),
    ]
    return [concern for concern in found if concern.names]


def blocking_pairs(cohort: Cohort) -> int:
    """How many pairs would both rather have each other, by the proposal that was chosen and every move since."""
    chosen = Proposal.objects.filter(cohort=cohort, chosen_at__isnull=False, only=[]).order_by("-chosen_at")
    return max(chosen.values_list("blocking_pairs", flat=True).first() or 0, 0)


def _concern(text: str, people: list[Enrolment], blocks: bool = False) -> Concern:
    return Concern(text, [place.person.name for place in people], blocks)


def roster(everyone: list[Enrolment], matches: list[Match]) -> list[tuple[Enrolment, list[Enrolment]]]:
    """Every present mentor with the mentees of their live matches, by name."""
    mentees = {place.pk: place for place in everyone}
    theirs = defaultdict(list)
    for match in matches:
        theirs[match.mentor_id].append(mentees[match.mentee_id])
    return [(place, theirs[place.pk]) for place in everyone if place.role == Role.MENTOR and not place.left_at]


def unmatched(everyone: list[Enrolment], matches: list[Match]) -> tuple[list[Enrolment], list[Enrolment]]:
    """Present mentees without a mentor, and present mentors without a mentee."""
    matched = {key for match in matches for key in (match.mentor_id, match.mentee_id)}
    alone = [place for place in everyone if place.pk not in matched and not place.left_at]
    return [p for p in alone if p.role == Role.MENTEE], [p for p in alone if p.role == Role.MENTOR]
