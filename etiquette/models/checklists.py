"""Lists of steps for a moment and a role, and the ticks people have set."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from gurukool.lib.records import Record


class ChecklistQuerySet(models.QuerySet):
    def effective(self, moment, role, scope=None):
        """The list that holds: the cohort's own, or else the general one; None if there is neither."""
        found = self.filter(Q(scope=None) | Q(scope=scope), moment=moment, role=role)
        return found.order_by(models.F("scope").asc(nulls_last=True)).first()


class Checklist(Record):
    """The steps of a moment for one role; a cohort may have a list of its own."""

    moment = models.CharField(max_length=40)
    role = models.CharField(max_length=40)
    scope = models.UUIDField("cohort", null=True, blank=True, help_text="Empty: every cohort.")
    title = models.CharField(max_length=120)

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        ordering = ["moment", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["moment", "role", "scope"],
                name="one_checklist_per_scope",
                nulls_distinct=False,
                violation_error_message="This cohort already has a list of its own for this moment.",
            )
        ]

    def __str__(self):
        return self.title


class Step(Record):
    checklist = models.ForeignKey(Checklist, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    act = models.CharField("ticked by", max_length=40, blank=True, help_text="The act that ticks it; empty: only a hand does.")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["checklist", "position"], name="one_step_per_position", deferrable=models.Deferrable.DEFERRED)
        ]

    def __str__(self):
        return self.text


class Tick(Record):
    """What a person has done about an object: a step ticked by hand, or an act that ticks every step naming it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="ticks")
    about_id = models.UUIDField()
    scope = models.UUIDField(null=True, blank=True)
    step = models.ForeignKey(Step, models.CASCADE, null=True, blank=True, related_name="ticks")
    act = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about_id", "person", "step"], name="ticked_once"),
            models.UniqueConstraint(fields=["about_id", "person", "act"], condition=~Q(act=""), name="ticked_once_by_its_act"),
            models.CheckConstraint(condition=Q(step=None) ^ Q(act=""), name="ticked_by_hand_or_by_an_act"),
        ]

    def __str__(self):
        return f"{self.step or self.act} ✓"
