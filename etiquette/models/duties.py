"""Duties: one person's act, owed to someone, about one object, with a clock."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from etiquette import registry
from etiquette.models.about import About, AboutQuerySet
from etiquette.models.rules import Rule
from gurukool.lib.records import Record

# The one rule of reminding: when it is due, 24 hours after that, 48 hours after that; then an admin looks.
REMINDER_GAPS = (timedelta(hours=24), timedelta(hours=48))
REMINDERS_AT_MOST = len(REMINDER_GAPS) + 1
DEADLINE = Coalesce("promise", "due_at")


class DutyQuerySet(AboutQuerySet):
    def open(self):
        return self.filter(status=Duty.Status.OPEN)

    def overdue(self, now=None):
        """Open past their deadline: the promised date where there is one, else the due date."""
        return self.open().annotate(deadline_at=DEADLINE).filter(deadline_at__lt=now or timezone.now())

    def escalated(self):
        """Open after the last reminder: an admin's turn."""
        return self.open().filter(reminders_sent__gte=REMINDERS_AT_MOST)

    def visible_to(self, user):
        """Who owes it, who it is owed to, and admins."""
        return self if user.is_staff else self.filter(Q(person=user) | Q(owed_to=user))

    def owed_by(self, user):
        """What `user` owes, what hurts first on top, with all a list shows: one query."""
        shown = [
            "act",
            "due_at",
            "promise",
            "status",
            "about_id",
            "about_text",
            "about_url",
            "rule__why",
            "owed_to__name",
            "owed_to__email",
        ]
        return self.open().filter(person=user).select_related("rule", "owed_to").only(*shown).order_by(DEADLINE, "pk")

    def close(self, status):
        """Close those still open; says how many."""
        return self.open().update(status=status, closed_at=timezone.now(), remind_at=None)


class Duty(About, Record):
    class Status(models.TextChoices):
        OPEN = "open"
        DISCHARGED = "discharged"
        WAIVED = "waived"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="duties")
    owed_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="duties_owed_to_them")
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="duties")
    occasion = models.CharField(max_length=60)
    role = models.CharField(max_length=40)
    act = models.CharField(max_length=40)
    scope = models.UUIDField("cohort", null=True, blank=True)
    key = models.CharField(max_length=100, blank=True)
    due_at = models.DateTimeField("due")
    promise = models.DateTimeField("promised for", null=True, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    reminders_sent = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            # Names the rule by what it says, not by its row: a cohort's own rule must not raise the same duty twice.
            models.UniqueConstraint(fields=["about_id", "person", "occasion", "role", "act", "key"], name="owed_once"),
            models.CheckConstraint(
                condition=Q(status="open", closed_at=None) | (~Q(status="open") & Q(closed_at__isnull=False)),
                name="open_or_closed_at",
                violation_error_message="A duty is open, or it has the moment it was closed.",
            ),
        ]
        indexes = [
            models.Index(fields=["remind_at"], condition=Q(status="open"), name="duty_to_remind"),
            models.Index(fields=["person", "due_at"], condition=Q(status="open"), name="duty_owed"),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        """What is owed, in words: `Thank Maya Iyer and say what came of it`."""
        act = registry.ACTS.get(self.act)
        label = act.label if act else self.act.replace("_", " ").capitalize()
        return label.format(to=self.owed_to or "the programme", about=self.about_text)

    @property
    def button(self) -> str:
        return registry.ACTS[self.act].button if self.act in registry.ACTS else "Open"

    @property
    def url(self) -> str:
        """The page where the act is done; the object's own page for an act that has none (any more)."""
        try:
            return registry.ACTS[self.act].url(self)
        except (KeyError, NoReverseMatch):
            return self.about_url or reverse("duties:owed")

    @property
    def deadline(self):
        return self.promise or self.due_at

    @property
    def is_overdue(self) -> bool:
        return self.status == self.Status.OPEN and self.deadline < timezone.now()

    @property
    def is_escalated(self) -> bool:
        return self.status == self.Status.OPEN and self.reminders_sent >= REMINDERS_AT_MOST
