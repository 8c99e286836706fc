"""Proposals: one run of matching each, asked for by an admin, worked out by a worker, chosen or not."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gurukool.lib.records import Record
from mentoring.models.cohorts import Cohort

PATIENCE = timedelta(seconds=30)  # for a worker to begin
SILENCE = timedelta(minutes=10)  # of a worker that has begun, before another may


class ProposalQuerySet(models.QuerySet):
    def waiting(self):
        """Asked for, and not worked out yet."""
        return self.filter(status__in=[Proposal.Status.QUEUED, Proposal.Status.RUNNING])

    def to_run(self, now):
        """Those no worker is at: queued ones, and ones whose worker has gone silent."""
        lost = Q(status=Proposal.Status.RUNNING, moved_at__lt=now - SILENCE)
        return self.filter(Q(status=Proposal.Status.QUEUED) | lost).order_by("created_at", "pk")

    def shown(self):
        return self.exclude(status=Proposal.Status.DISCARDED).select_related("by").order_by("-created_at", "-pk")


class Proposal(Record):
    """One run of matching, holding its proposed Matches; what it may change ends when one is chosen."""

    class Status(models.TextChoices):
        QUEUED = "queued", "waiting for a worker"
        RUNNING = "running", "being worked out"
        DONE = "done", "ready"
        FAILED = "failed", "failed"
        DISCARDED = "discarded", "discarded"

    class Mode(models.TextChoices):
        OPTIMAL = "optimal", "Best in all: the most points altogether"
        STABLE = "stable", "Stable: no mentee and mentor who would both rather have each other"
        HAND = "hand", "Made by hand"

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="proposals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.OPTIMAL)
    min_hours = models.PositiveSmallIntegerField("hours in common a week, at least", default=1)
    only = models.JSONField("the mentees it is about (none named: all)", default=list, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    percent = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="Raised by each worker that begins; an earlier one writes no more.")
    moved_at = models.DateTimeField("last sign of its worker", null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    score = models.IntegerField(null=True, blank=True)
    blocking_pairs = models.IntegerField(null=True, blank=True)
    unmatched = models.JSONField("why mentees are left, by the key of their place", default=dict, blank=True)
    chosen_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="proposal_percent_of_a_hundred", condition=Q(percent__lte=100)),
            models.CheckConstraint(name="done_proposals_are_dated", condition=~Q(status="done") | Q(finished_at__isnull=False)),
        ]
        indexes = [models.Index(fields=["created_at"], condition=Q(status__in=["queued", "running"]), name="proposal_to_run")]

    def __str__(self):
        return f"proposal for {self.cohort}"

    def get_absolute_url(self):
        return reverse("proposals:show", args=[self.pk])

    @property
    def is_waiting(self):
        return self.status in {self.Status.QUEUED, self.Status.RUNNING}

    @property
    def is_open(self):
        """Whether its pairs may be changed, and it may be chosen."""
        return self.status == self.Status.DONE and self.chosen_at is None

    @property
    def nobody_comes(self):
        """Whether no worker has picked it up for longer than one should wait."""
        since = self.created_at if self.status == self.Status.QUEUED else self.moved_at
        patience = PATIENCE if self.status == self.Status.QUEUED else SILENCE
        return self.is_waiting and since < timezone.now() - patience
