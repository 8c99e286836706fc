"""What a cohort says in its own words about a norm, and who has been through the self-check."""

from django.conf import settings
from django.db import models

from etiquette.models.rules import Norm
from gurukool.lib.records import Record


class WordingQuerySet(models.QuerySet):
    def of(self, scopes):
        """The wordings of these cohorts, by code."""
        return self.filter(scope__in=scopes).select_related("norm").order_by("norm__code", "created_at")


class Wording(Record):
    """A cohort's own words for a norm; without one, the general sentence holds."""

    norm = models.ForeignKey(Norm, models.CASCADE, related_name="wordings")
    scope = models.UUIDField("cohort")
    sentence = models.CharField(max_length=300, help_text="Stands under the name of the rule for the members of this cohort.")
    note = models.TextField(
        "what this cohort adds",
        blank=True,
        max_length=2000,
        help_text="Shown on the handbook page to the members of this cohort, under the general text.",
    )

    objects = WordingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["norm", "scope"],
                name="one_wording_per_cohort",
                violation_error_message="This cohort has its own words for this rule.",
            )
        ]

    def __str__(self):
        return f"{self.norm}, in a cohort's words"


class SelfCheck(Record):
    """That somebody has done the self-check, or does not want to be asked. Never what they answered."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="self_check")
    put_aside = models.BooleanField(default=False)

    def __str__(self):
        return f"{self.person} {'would rather not' if self.put_aside else 'has done the self-check'}"
