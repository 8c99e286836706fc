"""The only door into etiquette: the rooms above say what happened and ask what is still owed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from etiquette import registry
from etiquette.checklists import ticking
from etiquette.ledger import raising
from etiquette.models import Duty, Email, Incident, Rule, Tick
from etiquette.models.about import about_facts, key_of
from etiquette.registry import (
    DefaultRule,
    compose_with,
    register,
    register_act,
    register_kind,
    register_peers,
    register_rules,
    register_way,
)
from gurukool.lib.refusals import Refused

__all__ = [
    "DefaultRule",
    "Happening",
    "Owes",
    "compose_with",
    "discharge",
    "discharge_all",
    "excuse",
    "forget",
    "happened",
    "happened_for_all",
    "is_clear",
    "is_owed",
    "limits",
    "note",
    "promise",
    "redate",
    "register",
    "register_act",
    "register_kind",
    "register_peers",
    "register_rules",
    "register_way",
    "reopen",
    "settle",
    "take_back_note",
    "unsettle",
    "waive",
    "waive_any",
    "waive_for",
    "waive_in",
]

PROMISE_AT_MOST = timedelta(days=30)


@dataclass(frozen=True)
class Owes:
    """A person in the role they have on this occasion, and whom they owe it to; they learn of it at `since`, or at once."""

    role: str
    person: Any
    to: Any = None
    since: datetime | None = None


@dataclass(frozen=True)
class Happening:
    """One object an occasion is about: when, who is concerned, and the `key` that tells this time from another."""

    about: Any
    at: datetime
    people: Iterable[Owes]
    key: str = ""


def happened(occasion: str, *, about, at: datetime, people: Iterable[Owes], scope=None, key: str = "") -> int:
    """`happened_for_all` for one object."""
    return happened_for_all(occasion, [Happening(about, at, people, key)], scope=scope)


def happened_for_all(occasion: str, happenings: Iterable[Happening], *, scope=None) -> int:
    """Raise what the rules say is owed on `occasion`, due from each moment `at`; says how many duties were considered.

    Idempotent per rule, person, object and `key`: told again, nothing changes, except that open
    duties follow a new `at`, each by the time its rule gave it, whatever became of the rule since; closed
    ones stay closed. `scope` is a cohort or its UUID. The number of queries grows neither with objects nor
    with people. Raises ValueError for an unknown occasion.
    """
    scope, happenings = getattr(scope, "pk", scope), [replace(each, people=list(each.people)) for each in happenings]
    rules = _rules(occasion, scope)
    raised = [one for happening in happenings for one in raising.duties(occasion, rules, happening, scope)]
    with transaction.atomic(savepoint=False):
        raising.keep(raised)
        raising.follow(occasion, happenings, new=raised)
    return len(raised)


def redate(occasion: str, *, abouts, at: datetime) -> int:
    """What is open since `occasion` about these objects (their keys, or a query for them) follows a new `at`; says how many duties.

    One query. It raises nothing: for objects whose duties are there already.
    """
    return raising.redate(occasion, abouts, at)


def _rules(occasion: str, scope) -> list[Rule]:
    if occasion not in registry.OCCASIONS:
        raise ValueError(f"Nobody registered the occasion “{occasion}”.")
    return Rule.objects.effective(occasion, scope)


def limits(occasion: str, scope=None) -> dict[str, timedelta]:
    """How long after the occasion each role has, by the rules that are on; `scope` is a cohort or its UUID."""
    return {rule.role: rule.within for rule in _rules(occasion, getattr(scope, "pk", scope))}


def discharge(act: str, *, by, about) -> int:
    """`by` did `act` about this object: close what they owed of it, tick the steps it is; says how many duties that were."""
    return discharge_all(act, by=by, abouts=[about])


def discharge_all(act: str, *, by, abouts: Iterable) -> int:
    """`discharge` for many objects of one kind, at the cost of one."""
    abouts = list(abouts)
    with transaction.atomic(savepoint=False):
        ticking.tick_by_act(act, by=by, abouts=abouts)
        return Duty.objects.about_any(abouts).filter(person=by, act=act).close(Duty.Status.DISCHARGED)


def reopen(act: str, *, by, abouts: Iterable, since: datetime) -> int:
    """What `by` discharged from `since` on is owed again, on its old date: the deed was taken back; says how many duties."""
    abouts = list(abouts)
    ticking.untick_by_act(act, by=by, abouts=abouts, since=since)
    closed = Duty.objects.about_any(abouts).filter(person=by, act=act, status=Duty.Status.DISCHARGED, closed_at__gte=since)
    return closed.reopen()


def settle(act: str, *, by, abouts: Iterable) -> int:
    """`by` did `act` about all these objects, for everybody: theirs is discharged, others' is waived; says how many duties."""
    duties = Duty.objects.about_any(abouts).filter(act=act)
    return duties.filter(person=by).close(Duty.Status.DISCHARGED) + duties.close(Duty.Status.WAIVED)


def unsettle(act: str, *, abouts: Iterable, since: datetime) -> int:
    """What was settled from `since` on is owed again, by everybody who owed it: the deed was taken back; says how many duties."""
    closed = Duty.objects.about_any(abouts).filter(act=act, closed_at__gte=since).exclude(status=Duty.Status.OPEN)
    return closed.reopen()


def excuse(person, act: str, *, about) -> int:
    """This one person need not do it any more, whoever else still owes it; says how many duties."""
    return Duty.objects.about(about).filter(person=person, act=act).close(Duty.Status.WAIVED)


def waive_in(scopes, acts: Iterable[str]) -> int:
    """Nobody owes any of these acts any more in these cohorts (their keys, or a query for them); says how many duties."""
    return Duty.objects.filter(scope__in=scopes, act__in=list(acts)).close(Duty.Status.WAIVED)


def forget(abouts: Iterable) -> None:
    """These objects are about to go for good: their duties and mails, sent ones included, go with them."""
    abouts = list(abouts)
    Email.objects.about_any(abouts).delete()
    Incident.objects.about_any(abouts).delete()
    Duty.objects.about_any(abouts).delete()
    Tick.objects.filter(about_id__in=[key_of(thing) for thing in abouts]).delete()


def waive(about) -> int:
    """Nothing is owed about this object any more: close its duties, withdraw its unsent mail; says how many duties."""
    with transaction.atomic(savepoint=False):
        Email.objects.about(about).withdraw()
        return Duty.objects.about(about).close(Duty.Status.WAIVED)


def waive_for(person, *, about) -> int:
    """`waive` for one of several people an object concerns: the others' duties and mails stay."""
    with transaction.atomic(savepoint=False):
        Email.objects.about(about).filter(person=person).withdraw()
        return Duty.objects.about(about).filter(person=person).close(Duty.Status.WAIVED)


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


def is_owed(occasion: str, role: str, act: str, *, scope=None) -> bool:
    """Whether a rule that is on says so in this cohort: what it unlocks is then asked for."""
    return any((rule.role, rule.act) == (role, act) for rule in _rules(occasion, getattr(scope, "pk", scope)))


def promise(duty_id: UUID, *, by, date: datetime) -> Duty:
    """`by` will do it by `date`: reminders wait until then, and who it is owed to can see it. A word is given once.

    Raises Refused for a date that is past or too far away, and for a duty that is not theirs or no longer open.
    """
    now = timezone.now()
    if not now < date <= now + PROMISE_AT_MOST:
        raise Refused(f"Please promise a time within the next {PROMISE_AT_MOST.days} days.")
    mine = Duty.objects.open().filter(pk=duty_id, person=by)
    if mine.filter(promise__isnull=False).exclude(promise=date).exists():
        raise Refused("You have promised a day already. If it has to be another one, please ask for more time.")
    if not mine.update(promise=date, promised_at=now, promise_moved_by=timedelta(), remind_at=date, stage=Duty.Stage.NOT_YET):
        raise Refused("This is no longer owed, so there is nothing left to promise.")
    return Duty.objects.get(pk=duty_id)


def note(kind: str, *, person, about, at: datetime, role: str = "", scope=None) -> None:
    """Write an incident (a kind of `Incident.Kind`) into a person's reliability record; `at` is when it happened.

    Idempotent per person, object and kind. `scope` is a cohort or its UUID. What is owed needs no note: duties tell
    themselves whether they were kept. Raises ValueError for an unknown kind.
    """
    if kind not in Incident.Kind.values:
        raise ValueError(f"The record knows no incident “{kind}”.")
    facts = {"role": role, "at": at, "scope": getattr(scope, "pk", scope), **about_facts(about)}
    Incident.objects.bulk_create([Incident(person=person, kind=kind, **facts)], ignore_conflicts=True)


def take_back_note(kind: str, *, person, about) -> int:
    """It was not so after all: take an incident out of a person's record; says how many there were."""
    return Incident.objects.about(about).filter(person=person, kind=kind).delete()[0]
