"""Ticking steps, by hand and by the acts themselves; the last tick of a list that is owed discharges it."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from etiquette.checklists import moments
from etiquette.models import Checklist, Duty, Step, Tick
from etiquette.models.about import key_of
from gurukool.lib.refusals import Refused


@transaction.atomic
def tick(code: str, thing, step_id, *, by) -> bool:
    """Tick one step of `by`'s own list by hand; ticking twice is ticking once. Says whether that discharged what was owed.

    Raises Refused for a step that is not on their list (any more).
    """
    moment = moments.MOMENTS[code]
    role, scope = moment.role_of(by, thing), moment.scope_of(thing)
    checklist = Checklist.objects.effective(code, role, scope) if role else None
    step = checklist.steps.filter(pk=step_id).first() if checklist else None
    if step is None:
        raise Refused("This step is not on the list any more; please open the list again.")
    _hold([key_of(thing)], by)
    Tick.objects.get_or_create(person=by, about_id=key_of(thing), step=step, defaults={"scope": scope})
    return close_complete(checklist, Duty.objects.filter(person=by, about_id=key_of(thing))) > 0


def untick(code: str, thing, step_id, *, by) -> None:
    """Take a tick of one's own back; what an act ticked, and a list that is discharged, stay as they are."""
    Tick.objects.filter(person=by, about_id=key_of(thing), step_id=step_id, step__checklist__moment=code).delete()


def tick_by_act(act: str, *, by, abouts) -> None:
    """`by` did `act` about these objects: every step that names it is ticked. To be called inside a transaction."""
    if not moments.ticking(act):
        return
    keys = [key_of(thing) for thing in abouts]
    duties = _hold(keys, by) if moments.ticking(act, owed=True) else []
    Tick.objects.bulk_create([Tick(person=by, about_id=key, act=act) for key in keys], ignore_conflicts=True)
    for duty in duties:
        checklist = Checklist.objects.effective(moments.owed()[duty.act, duty.role].moment, duty.role, duty.scope)
        if checklist:
            close_complete(checklist, Duty.objects.filter(pk=duty.pk))


def untick_by_act(act: str, *, by, abouts, since) -> None:
    """The deed was taken back: what it ticked from `since` on is open again."""
    if moments.ticking(act):
        Tick.objects.filter(person=by, act=act, about_id__in=[key_of(thing) for thing in abouts], created_at__gte=since).delete()


def close_complete(checklist: Checklist, duties) -> int:
    """Discharge those of `duties` that are owed as this list and have every step of it ticked; says how many. One query."""
    owed_as = moments.DEFAULTS[checklist.moment, checklist.role].owed_as
    theirs = Tick.objects.filter(person=OuterRef(OuterRef("person")), about_id=OuterRef(OuterRef("about_id")))
    ticked = theirs.filter(Q(step=OuterRef("pk")) | Q(act=OuterRef("act"), act__gt=""))
    missing = Step.objects.filter(checklist=checklist).exclude(Exists(ticked))
    owed = duties.filter(act=owed_as, role=checklist.role).exclude(act="")
    return owed.filter(~Exists(missing)).close(Duty.Status.DISCHARGED)


def _hold(keys, by) -> list[Duty]:
    """Lock what they owe as a list, so that two last ticks at once still discharge it."""
    acts = {act for act, _ in moments.owed()}
    held = Duty.objects.open().filter(about_id__in=keys, person=by, act__in=acts).select_for_update()
    return [duty for duty in held if (duty.act, duty.role) in moments.owed()]
