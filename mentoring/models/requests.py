"""What one person asks of another, who may answer, decline kindly, or ask back ("tell me more"): the part all requests share."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from gurukool.lib.asking import HOLDS_ITS_QUESTION, AskedBack
from gurukool.lib.records import Record
from mentoring.models.cohorts import Cohort


class RequestQuerySet(models.QuerySet):
    def with_people(self):
        return self.select_related("cohort", "asker", "asked")

    def open(self):
        """Those something is still to come of."""
        return self.filter(status__in=Request.OPEN)

    def visible_to(self, user):
        """The two people, and nobody else: admins see counts."""
        return self.filter(Q(asker=user) | Q(asked=user))


class Request(AskedBack, Record):
    """One request between two people. Who asked back waits; who was asked back owes the answer."""

    class Status(models.TextChoices):
        ASKED = "asked", "waits for an answer"
        QUESTIONED = "questioned", "a question came back"
        ACCEPTED = "accepted", "accepted"
        DONE = "done", "done"
        DECLINED = "declined", "not this time"
        WITHDRAWN = "withdrawn", "taken back"

    PENDING = [Status.ASKED, Status.QUESTIONED]
    OPEN = [*PENDING, Status.ACCEPTED]

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="%(class)ss")
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="%(class)ss_made")
    asked = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="%(class)ss_received")
    due_on = models.DateField("needed by")
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)

    objects = RequestQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(name="%(class)s_between_two", condition=~Q(asker=F("asked"))),
            models.CheckConstraint(name="%(class)s_asks_back_with_a_question", condition=HOLDS_ITS_QUESTION),
        ]

    def get_absolute_url(self):
        return reverse("requests:show", args=[self.pk])

    @property
    def is_pending(self):
        """Whether it can still be declined, or taken back."""
        return self.status in self.PENDING

    def other(self, person):
        return self.asked if person == self.asker else self.asker
