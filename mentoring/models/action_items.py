"""What the two agreed to do: who, what, by when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from gurukool.lib.dates import end_of_day_anywhere
from gurukool.lib.records import Record
from mentoring.models.development import Goal
from mentoring.models.matching import Match
from mentoring.models.sessions import Session


class ActionItemQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_at__isnull=True)

    def with_people(self):
        return self.select_related("person", "goal", "match__cohort", "match__mentor__person", "match__mentee__person")

    def visible_to(self, user):
        """The two people of the match, and nobody else."""
        return self.filter(match__in=Match.objects.between(user))


class ActionItem(Record):
    """One thing one of the two will do by a day. It is owed as a duty, so it is reminded and never nagged about twice."""

    match = models.ForeignKey(Match, models.CASCADE, related_name="action_items")
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="action_items")
    meeting = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="action_items")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="action_items", verbose_name="who")
    text = models.CharField("what", max_length=200)
    due_on = models.DateField("by when")
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["match", "person", "text"],
                condition=Q(done_at__isnull=True),
                name="one_open_action_item_of_a_kind",
                violation_error_message="You have agreed on this already.",
            )
        ]

    def __str__(self):
        """Without its words: admins see what is overdue, and this is between the two."""
        return "what the two agreed to do"

    def get_absolute_url(self):
        return reverse("action_items:show", args=[self.pk])

    @property
    def due_at(self):
        """The moment the day is over in the last zone: nobody is late by an ocean."""
        return end_of_day_anywhere(self.due_on)
