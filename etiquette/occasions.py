"""The only door into etiquette: the rooms above say what happened and ask what is still owed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest
from django.utils import timezone

from etiquette import registry
from etiquette.models import Duty, Email, Rule
from etiquette.models.about import about_facts
from etiquette.registry import DefaultRule, compose_with, register, register_act, register_kind, register_rules
from gurukool.lib.refusals import Refused

__all__ = [
    "DefaultRule",
    "Owes",
    "compose_with",
    "discharge",
    "forget",
    "happened",
    "is_clear",
    "promise",
    "register",
    "register_act",
    "register_kind",
    "register_rules",
    "settle",
    "waive",
    "waive_any",
]

PROMISE_AT_MOST = timedelta(days=30)


@dataclass(frozen=True)
class Owes:
    """A person in the role they have on this occasion, and whom they owe it to."""

    role: str
    person: Any
    to: Any = None


def happened(occasion: str, *, about, at: datetime, people: Iterable[Owes], scope=None, key: str = "") -> int:
    """Raise what the rules say is owed on `occasion`, due from the moment `at`; says how many duties were considered.

    Idempotent per rule, person, object and `key`: told again, nothing changes, except that open
    duties follow a new `at`; closed ones stay closed. `scope` is a cohort or its UUID.
    The number of queries does not grow with `people`. Raises ValueError for an unknown occasion.
    """
    if occasion not in registry.OCCASIONS:
        raise ValueError(f"Nobody registered the occasion “{occasion}”.")
    scope = getattr(scope, "pk", scope)
    facts = {"occasion": occasion, "scope": scope, "key": key, **about_facts(about)}
    people = list(people)
    rules = Rule.objects.effective(occasion, scope)
    duties = [_duty(rule, owes, at, facts) for rule in rules for owes in people if owes.role == rule.role]
    with transaction.atomic(savepoint=False):
        Duty.objects.bulk_create(duties, ignore_conflicts=True)
        for rule in rules:
            _redate([duty for duty in duties if duty.rule_id == rule.pk], due_at=at + rule.within)
    return len(duties)


def _duty(rule, owes, at, facts) -> Duty:
    due_at = at + rule.within
    return Duty(rule=rule, role=rule.role, act=rule.act, person=owes.person, owed_to=owes.to, due_at=due_at, remind_at=due_at, **facts)


def _redate(duties: list[Duty], due_at: datetime) -> None:
    """Move the open rows of these duties (all of one rule) to a new due date; a later promise still holds."""
    if not duties:
        return
    one = duties[0]
    same = Duty.objects.open().filter(about_id=one.about_id, occasion=one.occasion, role=one.role, act=one.act, key=one.key)
    moved = same.filter(person__in=[duty.person_id for duty in duties]).exclude(due_at=due_at)
    moved.update(due_at=due_at, remind_at=Greatest(Value(due_at), "promise"), reminders_sent=0)


def discharge(act: str, *, by, about) -> int:
    """`by` did `act` about this object: close what they owed of it; says how many duties that were."""
    return Duty.objects.about(about).filter(person=by, act=act).close(Duty.Status.DISCHARGED)


def settle(act: str, *, by, abouts: Iterable) -> int:
    """`by` did `act` about all these objects, for everybody: theirs is discharged, others' is waived; says how many duties."""
    duties = Duty.objects.about_any(abouts).filter(act=act)
    return duties.filter(person=by).close(Duty.Status.DISCHARGED) + duties.close(Duty.Status.WAIVED)


def forget(abouts: Iterable) -> None:
    """These objects are about to go for good: their duties and mails, sent ones included, go with them."""
    abouts = list(abouts)
    Email.objects.about_any(abouts).delete()
    Duty.objects.about_any(abouts).delete()


def waive(about) -> int:
    """Nothing is owed about this object any more: close its duties, withdraw its unsent mail; says how many duties."""
    with transaction.atomic(savepoint=False):
        Email.objects.about(about).withdraw()
        return Duty.objects.about(about).close(Duty.Status.WAIVED)


def waive_any(abouts: Iterable) -> int:
    """`waive` for many objects of one kind, at the cost of one."""
    abouts = list(abouts)
    with transaction.atomic(savepoint=False):
        Email.objects.about_any(abouts).withdraw()
        return Duty.objects.about_any(abouts).close(Duty.Status.WAIVED)


def is_clear(user, act: str, about=None) -> bool:
    """Whether `user` owes no such act (about this object, or at all)."""
    duties = Duty.objects.open().filter(person=user, act=act)
    return not (duties.about(about) if about else duties).exists()


def promise(duty_id: UUID, *, by, date: datetime) -> Duty:
    """`by` will do it by `date`: reminders wait until then, and who it is owed to can see it.

    Raises Refused for a date that is past or too far away, and for a duty that is not theirs or no longer open.
    """
    now = timezone.now()
    if not now < date <= now + PROMISE_AT_MOST:
        raise Refused(f"Please promise a time within the next {PROMISE_AT_MOST.days} days.")
    mine = Duty.objects.open().filter(pk=duty_id, person=by)
    if not mine.update(promise=date, remind_at=date, reminders_sent=0):
        raise Refused("This is no longer owed, so there is nothing left to promise.")
    return Duty.objects.get(pk=duty_id)
