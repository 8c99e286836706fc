"""The rulebook of one cohort: its own times and sentences where it has some, the general ones where it has not.

A change holds for what happens from then on: what is owed already keeps its date.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from etiquette.models import Duty, Norm, Rule, Wording


@dataclass(frozen=True)
class Chapter:
    """One norm in a cohort: its words there, and what is owed for it."""

    norm: Norm | None
    wording: Wording | None
    rules: list[Rule]  # each the cohort's own, or the general one (no scope)


def chapters(scope: UUID) -> list[Chapter]:
    """Every norm with the rules that hold in a cohort, switched-off ones included; rules of no norm come last. Three queries."""
    wordings = {wording.norm_id: wording for wording in Wording.objects.of([scope])}
    rules = holding(scope)
    found = [Chapter(norm, wordings.get(norm.pk), [rule for rule in rules if rule.norm_id == norm.pk]) for norm in in_reading_order()]
    others = [rule for rule in rules if rule.norm_id is None]
    return [*found, Chapter(None, None, others)] if others else found


def in_reading_order() -> list[Norm]:
    """The norms as the handbook has them: G, M, I."""
    return sorted(Norm.objects.all(), key=lambda norm: ("GMI".index(norm.code[0]), norm.code))


def holding(scope: UUID) -> list[Rule]:
    """Each rule as it holds in a cohort: its own row where it has one. One query."""
    chosen = {}
    rows = Rule.objects.filter(Q(scope=None) | Q(scope=scope)).select_related("norm")
    for rule in sorted(rows, key=lambda rule: rule.scope is not None):
        chosen[rule.occasion, rule.role, rule.act] = rule
    return list(chosen.values())


def own(rule: Rule, scope: UUID) -> Rule:
    """The cohort's own row for this rule, unsaved where it has none yet: a copy of the general one."""
    same = {"occasion": rule.occasion, "role": rule.role, "act": rule.act}
    held = Rule.objects.filter(scope=scope, **same).select_related("norm").first()
    return held or Rule(scope=scope, norm=rule.norm, within=rule.within, why=rule.why, active=rule.active, **same)


def change(rule: Rule, scope: UUID, *, within: timedelta, why: str, active: bool) -> Rule:
    """Give a cohort its own time, sentence, or silence for a rule. Two admins at once: the later one's words hold."""
    same = {"occasion": rule.occasion, "role": rule.role, "act": rule.act, "scope": scope}
    return Rule.objects.update_or_create(**same, defaults={"norm": rule.norm, "within": within, "why": why, "active": active})[0]


@transaction.atomic
def reset_rule(rule: Rule, scope: UUID) -> None:
    """Back to the general rule; what is owed by the cohort's own keeps its date and its sentence."""
    same = {"occasion": rule.occasion, "role": rule.role, "act": rule.act}
    mine, general = Rule.objects.filter(scope=scope, **same).first(), Rule.objects.filter(scope=None, **same).first()
    if mine and general:
        Duty.objects.filter(rule=mine).update(rule=general)
        mine.delete()


def reword(norm: Norm, scope: UUID, *, sentence: str, note: str) -> Wording:
    """Give a norm the cohort's own words."""
    return Wording.objects.update_or_create(norm=norm, scope=scope, defaults={"sentence": sentence, "note": note})[0]


def reset_wording(norm: Norm, scope: UUID) -> None:
    """Back to the general words."""
    Wording.objects.filter(norm=norm, scope=scope).delete()
