"""How duties come to be and follow their moment: many at once, at the cost of one."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from etiquette.ledger import absences
from etiquette.ledger.absences import GRACE
from etiquette.models import Duty, Rule
from etiquette.models.about import about_facts

# The one rule of short notice: nobody is late, or reminded, before they could know what they owe. A time before the
# moment that is over already (24 hours before a session booked for tonight) becomes GRACE from now, or the moment
# itself if that is sooner; and no reminder goes out within GRACE. What was due when it was told stays due then.

FOLLOW = """
    UPDATE etiquette_duty AS duty
    SET due_at = told.due_at + told.moved_by, due_moved_by = told.moved_by, stage = 0,
        remind_at = greatest(told.due_at + told.moved_by, %(soonest)s, duty.promise)
    FROM unnest(%(abouts)s::uuid[], %(people)s::bigint[], %(roles)s::text[], %(acts)s::text[], %(keys)s::text[],
                %(earliest)s::timestamptz[], %(due)s::timestamptz[], %(moved)s::interval[])
         AS told (about_id, person_id, role, act, key, earliest, due_at, moved_by)
    WHERE duty.about_id = told.about_id AND duty.person_id = told.person_id AND duty.occasion = %(occasion)s
      AND duty.role = told.role AND duty.act = told.act AND duty.key = told.key AND duty.status = 'open'
      AND duty.due_at - duty.due_moved_by NOT BETWEEN told.earliest AND told.due_at
"""


def due(rule: Rule, at: datetime, now: datetime) -> tuple[datetime, datetime]:
    """What the rule asks for, and when it is due by it: later where notice is short.

    A duty due anywhere between the two is right as it is: it was given its grace when it was raised.
    """
    asked = at + rule.within
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
    due_at = due(rule, at, now)[1]
    duty = Duty(rule=rule, role=rule.role, act=rule.act, person=owes.person, owed_to=owes.to, since=owes.since, due_at=due_at, **facts)
    duty.remind_at, duty.asked_at = max(due_at, now + GRACE), at + rule.within
    return duty


@transaction.atomic(savepoint=False)
def keep(raised: list[Duty]) -> None:
    """Write the new ones among these duties of one occasion; those that are open already follow them, a later promise still holds."""
    if not raised:
        return
    absences.move(raised, timezone.now())
    Duty.objects.bulk_create(raised, ignore_conflicts=True)
    columns = {
        "abouts": [duty.about_id for duty in raised],
        "people": [duty.person_id for duty in raised],
        "roles": [duty.role for duty in raised],
        "acts": [duty.act for duty in raised],
        "keys": [duty.key for duty in raised],
        "earliest": [duty.asked_at for duty in raised],
        "due": [duty.due_at - duty.due_moved_by for duty in raised],
        "moved": [duty.due_moved_by for duty in raised],
    }
    with connection.cursor() as cursor:
        cursor.execute(FOLLOW, {**columns, "occasion": raised[0].occasion, "soonest": timezone.now() + GRACE})


def redate(rule: Rule, abouts, at: datetime) -> int:
    """Move the open duties of a rule about these objects to a new moment; says how many."""
    now = timezone.now()
    asked, due_at = due(rule, at, now)
    same = Duty.objects.open().filter(about_id__in=abouts, occasion=rule.occasion, role=rule.role, act=rule.act)
    moved = same.annotate(base=F("due_at") - F("due_moved_by")).exclude(base__range=(asked, due_at))
    later = Value(due_at, DateTimeField()) + F("due_moved_by")
    return moved.update(due_at=later, remind_at=Greatest(later, Value(now + GRACE), "promise"), stage=Duty.Stage.NOT_YET)
