"""The lists as their person sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q

from etiquette.checklists import moments
from etiquette.models import Checklist, Step, Tick
from etiquette.models.about import key_of


@dataclass(frozen=True)
class Line:
    """A step, and whether it is ticked: by hand, or by the act itself (then no hand can take it back)."""

    step: Step
    is_ticked: bool
    by_itself: bool


@dataclass(frozen=True)
class Listing:
    """One person's list about one object; `about_id` is None where there is nothing to tick yet."""

    moment: str
    title: str
    about_id: UUID | None
    lines: list[Line]

    @property
    def done(self) -> int:
        return sum(line.is_ticked for line in self.lines)


def listings(codes: Iterable[str], person, thing) -> list[Listing]:
    """Their lists of these moments about one object, in order; moments without a list for them are left out. Three queries for all."""
    wanted = [(moments.MOMENTS[code], moments.MOMENTS[code].role_of(person, thing)) for code in codes]
    chosen = _effective([(moment.code, role) for moment, role in wanted if role], wanted[0][0].scope_of(thing)) if wanted else {}
    ticks = list(Tick.objects.filter(person=person, about_id=key_of(thing))) if chosen else []
    steps, acts = {tick.step_id for tick in ticks}, {tick.act for tick in ticks if tick.act}
    return [_listing(code, checklist, key_of(thing), steps, acts) for (code, _), checklist in chosen.items()]


def listing(code: str, person, thing) -> Listing | None:
    """Their one list of a moment about an object."""
    return next(iter(listings([code], person, thing)), None)


def preview(code: str, role: str, scope: UUID) -> Listing | None:
    """The list to read, before there is an object to tick it about."""
    found = _effective([(code, role)], scope)
    return next((_listing(code, checklist, None, set(), set()) for checklist in found.values()), None)


def _effective(wanted: list[tuple[str, str]], scope: UUID) -> dict[tuple[str, str], Checklist]:
    """The lists that hold in a cohort, by moment and role, in the order asked for; without those that have no step. Two queries."""
    any_of = Q(pk=None)
    for moment, role in wanted:
        any_of |= Q(moment=moment, role=role)
    rows = Checklist.objects.filter(any_of, Q(scope=None) | Q(scope=scope)).prefetch_related(Prefetch("steps"))
    found = {(row.moment, row.role): row for row in sorted(rows, key=lambda row: row.scope is not None)}
    return {key: found[key] for key in wanted if key in found and found[key].steps.all()}


def _listing(code, checklist, about_id, steps, acts) -> Listing:
    lines = [Line(step, step.pk in steps or step.act in acts, step.act in acts) for step in checklist.steps.all()]
    return Listing(code, checklist.title, about_id, lines)


def in_cohort(scope: UUID) -> list[tuple[moments.Moment, Checklist]]:
    """Every list as it holds in a cohort, emptied ones included, in the order of the moments. Two queries."""
    rows = Checklist.objects.filter(Q(scope=None) | Q(scope=scope)).prefetch_related("steps")
    found = {(row.moment, row.role): row for row in sorted(rows, key=lambda row: row.scope is not None)}
    return [(moments.MOMENTS[key[0]], found[key]) for key in moments.DEFAULTS if key in found]
