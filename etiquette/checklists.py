"""Duties with several steps: ticking them off by hand; the last tick discharges the duty."""

from dataclasses import dataclass

from django.db import transaction

from etiquette.models import Duty, Step, Tick
from gurukool.lib.refusals import Refused


@dataclass(frozen=True)
class Line:
    """A step as its duty's page shows it."""

    step: Step
    is_ticked: bool


def lines(duty: Duty) -> list[Line]:
    """The steps of a duty in order, each with whether it is ticked."""
    ticked = set(duty.ticks.values_list("step_id", flat=True))
    return [Line(step, step.pk in ticked) for step in _steps(duty)]


@transaction.atomic
def tick(duty: Duty, step_id, *, by) -> None:
    """Tick one step; with the last one the duty is discharged. Ticking twice is ticking once.

    Raises Refused for somebody else's duty, a closed one, or a step that is not on its list.
    """
    held = _hold(duty, by)
    step = _steps(held).filter(pk=step_id).first()
    if step is None:
        raise Refused("This step is not on the list any more; please open the list again.")
    Tick.objects.get_or_create(duty=held, step=step)
    if not _steps(held).exclude(ticks__duty=held).exists():
        Duty.objects.filter(pk=held.pk).close(Duty.Status.DISCHARGED)


@transaction.atomic
def untick(duty: Duty, step_id, *, by) -> None:
    """Take a tick back while the duty is open; raises Refused as `tick` does."""
    _hold(duty, by).ticks.filter(step_id=step_id).delete()


def _hold(duty: Duty, by) -> Duty:
    """Lock the duty's row, so that two last ticks at once still discharge it."""
    held = Duty.objects.open().filter(pk=duty.pk, person=by).select_for_update().first()
    if held is None:
        raise Refused("This list is closed, so there is nothing left to tick.")
    return held


def _steps(duty: Duty):
    return Step.objects.filter(checklist__rule=duty.rule_id)
