"""A cohort's own lists: begun as a copy of the general one, changed, and given back."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from etiquette.checklists import moments
from etiquette.checklists.ticking import close_complete
from etiquette.models import Checklist, Duty, Step, Tick
from gurukool.lib.refusals import Refused


@dataclass(frozen=True)
class Wanted:
    """A step as an admin wants it; `key` is that of the step it rewords, None for a new one."""

    text: str
    act: str = ""
    key: UUID | None = None


@transaction.atomic
def revise(code: str, role: str, scope: UUID, *, title: str, steps: list[Wanted]) -> Checklist:
    """Give a cohort its own list. What people have ticked stays ticked; a list that is complete now is discharged.

    Raises Refused when a list that is owed would have no step.
    """
    if not steps and moments.DEFAULTS[code, role].owed_as:
        raise Refused("This list is owed, so it needs at least one step. To do without it, switch its rule off.")
    general = Checklist.objects.effective(code, role, scope)
    own, is_new = Checklist.objects.update_or_create(moment=code, role=role, scope=scope, defaults={"title": title})
    rows = _write(own, steps, keep=not is_new)
    if is_new and general:
        for row, wanted in zip(rows, steps, strict=True):
            Tick.objects.filter(step=wanted.key, step__checklist=general, scope=scope).update(step=row)
        Tick.objects.filter(step__checklist=general, scope=scope).delete()  # of steps this cohort does without
    close_complete(own, Duty.objects.open().filter(scope=scope))
    return own


@transaction.atomic
def reset(code: str, role: str, scope: UUID) -> None:
    """Back to the general list; steps that read the same there stay ticked."""
    own = Checklist.objects.filter(moment=code, role=role, scope=scope).first()
    if own is None:
        return
    general = Checklist.objects.filter(moment=code, role=role, scope=None).first()
    for step in general.steps.all() if general else []:
        Tick.objects.filter(step__in=own.steps.filter(text=step.text)[:1], scope=scope).update(step=step)
    own.delete()
    if general:
        close_complete(general, Duty.objects.open().filter(scope=scope))


def _write(own: Checklist, wanted: list[Wanted], keep: bool) -> list[Step]:
    """The rows of a list, as wanted and in that order; a reworded step is the same step, and keeps its ticks."""
    mine = {step.pk: step for step in own.steps.all()} if keep else {}
    rows = []
    for position, each in enumerate(wanted, 1):
        row = mine.pop(each.key, None) or Step(checklist=own)
        row.position, row.text, row.act = position, each.text, each.act
        rows.append(row)
    own.steps.filter(pk__in=mine).delete()
    for row in rows:
        row.save()
    return rows
