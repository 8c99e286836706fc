"""What the two of a match promise each other: a text with versions, signed by both."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.matching import Match

PARTS = {
    "goals": "What we work towards, and how we will know",
    "rhythm": "Our rhythm",
    "confidentiality": "What stays between us",
    "ending": "How we end",
}


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The two people of the match, and nobody else."""
        return self.filter(match__in=Match.objects.between(user))


class Agreement(Record):
    """One version of a match's mentoring agreement. The newest one holds, once both have signed it."""

    match = models.ForeignKey(Match, models.CASCADE, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    goals = models.TextField(PARTS["goals"])
    rhythm = models.TextField(PARTS["rhythm"])
    confidentiality = models.TextField(PARTS["confidentiality"])
    ending = models.TextField(PARTS["ending"])

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["match", "number"], name="one_agreement_per_number")]

    def __str__(self):
        return f"the mentoring agreement, version {self.number}"

    def get_absolute_url(self):
        return reverse("agreements:show", args=[self.match_id])

    @property
    def lines(self) -> list[dict]:
        """Its parts as `mentoring.intake.answers.changes` compares them."""
        return [{"key": name, "label": label, "text": getattr(self, name)} for name, label in PARTS.items()]


class Signature(Record):
    """One person's word on one version; and, half-way, that it still holds."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signatures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    confirmed_at = models.DateTimeField("still right at", null=True, blank=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["agreement", "person"], name="one_signature_per_person")]

    def __str__(self):
        return f"{self.person} signed {self.agreement}"
