"""The steps of a duty that has several, and the ticks a person has set."""

from django.db import models

from etiquette.models.duties import Duty
from etiquette.models.rules import Rule
from gurukool.lib.records import Record


class Checklist(Record):
    """The steps of the duties a rule raises."""

    rule = models.OneToOneField(Rule, models.CASCADE, related_name="checklist")
    title = models.CharField(max_length=120)

    def __str__(self):
        return self.title


class Step(Record):
    checklist = models.ForeignKey(Checklist, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["checklist", "position"], name="one_step_per_position", deferrable=models.Deferrable.DEFERRED)
        ]

    def __str__(self):
        return self.text


class Tick(Record):
    duty = models.ForeignKey(Duty, models.CASCADE, related_name="ticks")
    step = models.ForeignKey(Step, models.CASCADE, related_name="ticks")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty", "step"], name="ticked_once", violation_error_message="This step is already ticked.")
        ]

    def __str__(self):
        return f"{self.step} ✓"
