"""How duties come to be and follow their moment: many at once, at the cost of one."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import DateTimeField, ExpressionWrapper, F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from etiquette.ledger import absences
from etiquette.ledger.absences import GRACE
from etiquette.models import Duty, Rule
from etiquette.models.about import about_facts, key_of

# The one rule of short notice: nobody is late, or reminded, before they could know what they owe. A time before the
# moment that is over already (24 hours before a session booked for tonight) becomes GRACE from now, or the moment
# itself if that is sooner; and no reminder goes out within GRACE. What was due when it was told stays due then.

FOLLOW = """
    UPDATE etiquette_duty AS duty
    SET due_at = told.due_at, due_moved_by = told.moved_by, stage = 0, remind_at = greatest(told.due_at, %(soonest)s, duty.promise)
    FROM unnest(%(duties)s::uuid[], %(due)s::timestamptz[], %(moved)s::interval[]) AS told (id, due_at, moved_by)
    WHERE duty.id = told.id AND duty.status = 'open'
"""


def due(within: timedelta, at: datetime, now: datetime) -> tuple[datetime, datetime]:
    """What a rule asks for, and when it is due by it: later where notice is short.

    A duty due anywhere between the two is right as it is: it was given its grace when it was raised.
    """
    asked = at + within
    return asked, max(asked, min(at, now + GRACE))


def duties(occasion: str, rules: list[Rule], happening, scope) -> list[Duty]:
    """What the rules say is owed on one happening, unsaved."""
    roles = [(rule, owes) for owes in happening.people for rule in rules if rule.role == owes.role]
    if not roles:
        return []
    facts = {"occasion": occasion, "scope": scope, "key": happening.key, **about_facts(happening.about)}
    return [_duty(rule, owes, happening.at, facts) for rule, owes in roles]


def _duty(rule: Rule, owes, at: datetime, facts: dict) -> Duty:
    now = timezone.now()
    due_at = due(rule.within, at, now)[1]
    said = {"rule": rule, "role": rule.role, "act": rule.act, "within": rule.within, "why": rule.why}
    who = {"person": owes.person, "owed_to": owes.to, "since": owes.since}
    return Duty(**said, **who, due_at=due_at, remind_at=max(due_at, now + GRACE), **facts)


def keep(raised: list[Duty]) -> None:
    """Write the new ones among these duties of one occasion."""
    if raised:
        absences.move(raised, timezone.now())
        Duty.objects.bulk_create(raised, ignore_conflicts=True)


def follow(occasion: str, happenings: list, new: list[Duty]) -> None:
    """Duties that were open before follow their moment, by the time their rule gave them; a later promise still holds."""
    told = {(key_of(each.about), each.key, owes.role, owes.person.pk): each.at for each in happenings for owes in each.people}
    there = Duty.objects.open().filter(occasion=occasion, about_id__in={about for about, *_ in told})
    there = there.exclude(pk__in=[duty.pk for duty in new]).select_related("person")
    moved = [duty for duty in there if _is_moved(duty, told.get((duty.about_id, duty.key, duty.role, duty.person_id)))]
    if not moved:
        return
    absences.move(moved, timezone.now())
    columns = {
        "duties": [duty.pk for duty in moved],
        "due": [duty.due_at for duty in moved],
        "moved": [duty.due_moved_by for duty in moved],
    }
    with connection.cursor() as cursor:
        cursor.execute(FOLLOW, {**columns, "soonest": timezone.now() + GRACE})


def _is_moved(duty: Duty, at: datetime | None) -> bool:
    """Whether a duty is due elsewhere than by this moment; then it is due by it, no absence counted yet."""
    asked, due_at = due(duty.within, at, timezone.now()) if at else (duty.due_at, duty.due_at)
    if at is None or asked <= duty.due_at - duty.due_moved_by <= due_at:
        return False
    duty.due_at, duty.due_moved_by = due_at, timedelta()
    return True


def redate(occasion: str, abouts, at: datetime) -> int:
    """Move the open duties of an occasion about these objects to a new moment; says how many."""
    now = timezone.now()
    asked = ExpressionWrapper(Value(at, DateTimeField()) + F("within"), DateTimeField())
    due_at = Greatest(asked, Value(min(at, now + GRACE), DateTimeField()))
    base = ExpressionWrapper(F("due_at") - F("due_moved_by"), DateTimeField())
    same = Duty.objects.open().filter(about_id__in=abouts, occasion=occasion).annotate(base=base)
    later = ExpressionWrapper(due_at + F("due_moved_by"), DateTimeField())
    moved = same.exclude(base__gte=asked, base__lte=due_at)
    return moved.update(due_at=later, remind_at=Greatest(later, Value(now + GRACE), "promise"), stage=Duty.Stage.NOT_YET)
