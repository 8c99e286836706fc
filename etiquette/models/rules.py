"""The norms, and the part of them that can be owed: who owes which act within what time."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from etiquette import registry
from gurukool.lib.records import Record


class Norm(Record):
    """One of the twenty rules of etiquette."""

    code = models.CharField(max_length=2, unique=True, validators=[RegexValidator(r"^[GMI]\d$", "A code looks like G1, M4 or I5.")])
    name = models.CharField(max_length=120)
    sentence = models.TextField()

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return f"{self.code} {self.name}"


class RuleQuerySet(models.QuerySet):
    def effective(self, occasion, scope=None):
        """The rules that speak on `occasion`: a scope's own replaces the general one, and may switch it off."""
        rules = self.filter(Q(scope=None) | Q(scope=scope), occasion=occasion).order_by("role", "act")
        chosen = {}
        for rule in sorted(rules, key=lambda rule: rule.scope is not None):
            chosen[rule.role, rule.act] = rule
        return [rule for rule in chosen.values() if rule.active]


class Rule(Record):
    """On an occasion, a role owes an act within a time."""

    occasion = models.CharField(max_length=60)
    role = models.CharField(max_length=40)
    act = models.CharField(max_length=40)
    norm = models.ForeignKey(Norm, models.SET_NULL, null=True, blank=True, related_name="rules")
    within = models.DurationField(help_text="Time after the moment; negative means before it.")
    why = models.CharField(max_length=300, help_text="One sentence, shown to the person who owes it.")
    scope = models.UUIDField("cohort", null=True, blank=True, help_text="Empty: every cohort.")
    active = models.BooleanField(default=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ["occasion", "role", "act"]
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "role", "act", "scope"],
                name="one_rule_per_scope",
                nulls_distinct=False,
                violation_error_message="This cohort already has a rule of its own for this act.",
            )
        ]

    def __str__(self):
        return f"{self.occasion}: {self.role} owes {self.act}"

    @property
    def summary(self) -> str:
        """The rule in words: `session held: mentee, thank`."""
        return f"{self.occasion}: {self.role}, {self.act}".replace("_", " ").capitalize()

    @property
    def title(self) -> str:
        """What is owed, in words: `Thank the other side and say what came of it`."""
        act = registry.ACTS.get(self.act)
        return act.label.format(to="the other side", about="it") if act else self.act.replace("_", " ").capitalize()

    @property
    def moment(self) -> str:
        """When it speaks, in words: `session held`."""
        return self.occasion.replace("_", " ")

    @property
    def limit(self) -> str:
        """The time limit in words: `24 h before`, `at the moment`, `72 h after`."""
        hours = round(self.within.total_seconds() / 3600)
        return f"{abs(hours)} h {'after' if hours > 0 else 'before'}" if hours else "at the moment"
