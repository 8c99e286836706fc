"""One person wants no more contact with another. The other learns only that the match has ended."""

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When

from gurukool.lib.records import Record
from mentoring.models.matching import Match


class BlockQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who blocked, and admins; never who is blocked."""
        return self if user.is_staff else self.filter(by=user)

    def kept_from(self, user):
        """The keys of all whom `user` has blocked, or who have blocked them: one subquery."""
        person = Case(When(by=user, then="other_id"), default="by_id")
        return self.filter(Q(by=user) | Q(other=user)).order_by().values(person=person)

    def between(self, people):
        """Whoever of the two it was."""
        return self.filter(by__in=people, other__in=people)


class Block(Record):
    """Since when `by` wants to hear no more of `other`, and why, for admins only."""

    match = models.ForeignKey(Match, models.CASCADE, related_name="blocks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    reason = models.TextField(blank=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["match", "by"], name="blocked_once"),
            models.CheckConstraint(name="nobody_blocks_themselves", condition=~Q(by=F("other"))),
        ]

    def __str__(self):
        return f"{self.by} wants to hear no more of {self.other}"
