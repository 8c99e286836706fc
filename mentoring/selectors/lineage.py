"""Who mentored whom, across cohorts, among people who want to be seen in it: a level of the tree a query."""

from dataclasses import dataclass, field

from mentoring.models import Cohort, Match, Profile, User

GENERATIONS = 6


@dataclass
class Branch:
    """A person, the cohort in which they met the one above, and those who follow."""

    person: User
    cohort: Cohort
    branches: list["Branch"] = field(default_factory=list)


def mentored(person: User) -> list[Branch]:
    """Whom a person mentored, whom those mentored, and so on."""
    return _grow(person, "mentor", "mentee")


def mentors(person: User) -> list[Branch]:
    """Who mentored a person, who mentored those, and so on."""
    return _grow(person, "mentee", "mentor")


def _grow(person: User, near: str, far: str) -> list[Branch]:
    """Branches from `person`, at most GENERATIONS deep; nobody stands twice on the way, so that the tree ends."""
    root: list[Branch] = []
    growing, seen = {person.pk: [root]}, {person.pk}
    for _ in range(GENERATIONS):
        following: dict[int, list[list[Branch]]] = {}
        for match in _matches(growing, near, far):
            there, here = getattr(match, far).person, getattr(match, near).person_id
            branch = Branch(there, match.cohort)
            for branches in growing[here]:
                branches.append(branch)
            if there.pk not in seen:
                following.setdefault(there.pk, []).append(branch.branches)
        if not following:
            break
        seen |= set(following)
        growing = following
    return root


def _matches(people, near: str, far: str):
    """The matches that really were, from these people to those who want to be seen."""
    shown = Profile.objects.filter(in_lineage=True).values("person")
    facts = {f"{near}__person__in": list(people), f"{far}__person__in": shown, f"{far}__person__is_active": True}
    found = Match.objects.filter(status__in=Match.KNOWN, **facts).select_related("cohort", f"{far}__person", near)
    return found.order_by("cohort__starts_on", f"{far}__person__name")
