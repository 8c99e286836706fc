"""Duties: one person's act, owed to someone, about one object, with a clock."""

from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from etiquette import registry
from etiquette.ledger.reliability import KEPT, LATE, MISSED
from etiquette.models.about import About, AboutQuerySet
from etiquette.models.rules import Rule
from gurukool.lib.records import Record

# The one rule of reminding: when it is due and 24 hours later the person is reminded, the second time with a word of what
# comes next; 48 hours after that who it is owed to is told kindly, where the act allows it, and the person is left alone;
# 24 hours after that an admin looks. Nothing follows.
GAPS = (timedelta(hours=24), timedelta(hours=48), timedelta(hours=24))
DEADLINE = Coalesce("promise", "due_at")
LAPSED = timedelta(hours=24)  # what was closed unasked so long after its time had been missed


class DutyQuerySet(AboutQuerySet):
    def open(self):
        return self.filter(status=Duty.Status.OPEN)

    def overdue(self, now=None):
        """Open past their deadline: the promised date where there is one, else the due date."""
        return self.open().annotate(deadline_at=DEADLINE).filter(deadline_at__lt=now or timezone.now())

    def overdue_to_admins(self):
        """What admins see as overdue: all but what is only a gentle question."""
        return self.overdue().exclude(act__in=registry.gentle_acts())

    def due_before(self, moment):
        """Open, known, and due (or late) by then, the earliest first, with all a list shows."""
        found = self.open().known().annotate(deadline_at=DEADLINE).filter(deadline_at__lt=moment)
        return found.select_related("rule__norm", "owed_to").order_by("deadline_at", "pk")

    def escalated(self):
        """Open when all else has been tried: an admin's turn."""
        return self.open().filter(stage=Duty.Stage.ADMINS)

    def told_to(self, user):
        """Open, late, and `user`, to whom it is owed, is told so."""
        return self.overdue().filter(owed_to=user, stage=Duty.Stage.TOLD).select_related("person")

    def promised_to(self, user):
        """What others said they will do for `user`, and by when: only what they promised, or asked more time for."""
        asked = Q(pk__in=apps.get_model("etiquette", "MoreTime").objects.pending().values("duty"))
        mine = self.open().filter(asked | Q(promise__isnull=False) | Q(act__in=registry.promised_acts()), owed_to=user)
        return mine.select_related("person").annotate(deadline_at=DEADLINE).order_by("deadline_at", "pk")

    def unasked(self):
        """Without those for which more time is asked and not answered."""
        return self.exclude(pk__in=apps.get_model("etiquette", "MoreTime").objects.asked().values("duty"))

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
            "why",
            "within",
            "stage",
            "rule__norm__code",
            "owed_to__name",
            "owed_to__email",
        ]
        mine = self.open().known().filter(person=user).select_related("rule__norm", "owed_to").only(*shown)
        asked = apps.get_model("etiquette", "MoreTime").objects.pending().filter(duty=OuterRef("pk"))
        questioned = Subquery(asked.filter(status="questioned").values("pk"))
        return mine.annotate(asked_until=Subquery(asked.values("until")), questioned=questioned).order_by(DEADLINE, "pk")

    def known(self):
        """Those whose person may know of them by now."""
        return self.filter(Q(since=None) | Q(since__lte=timezone.now()))

    def reopen(self):
        """Owe these again; says how many. A reminder that is over already waits an hour."""
        soon = timezone.now() + timedelta(hours=1)
        return self.update(status=Duty.Status.OPEN, closed_at=None, remind_at=Greatest(DEADLINE, Value(soon)))

    def judged(self, since):
        """Those over since a moment, each with how it came out (`outcome`: kept, late or missed) and when (`ended_at`)."""
        ended = Coalesce("closed_at", DEADLINE)
        outcome = Case(
            When(status=Duty.Status.DISCHARGED, closed_at__lte=DEADLINE, then=Value(KEPT)),
            When(status=Duty.Status.DISCHARGED, then=Value(LATE)),
            When(status=Duty.Status.WAIVED, closed_at__gt=DEADLINE + LAPSED, then=Value(MISSED)),
            When(status=Duty.Status.OPEN, stage=Duty.Stage.ADMINS, then=Value(MISSED)),
        )
        judged = self.exclude(act__in=registry.gentle_acts())
        return judged.annotate(ended_at=ended, outcome=outcome).filter(ended_at__gt=since, outcome__isnull=False)

    def close(self, status):
        """Close those still open; says how many."""
        return self.open().update(status=status, closed_at=timezone.now(), remind_at=None)


class Duty(About, Record):
    class Status(models.TextChoices):
        OPEN = "open"
        DISCHARGED = "discharged"
        WAIVED = "waived"

    class Stage(models.IntegerChoices):
        """How far reminding has come."""

        NOT_YET = 0, "not reminded"
        REMINDED = 1, "reminded"
        AGAIN = 2, "reminded twice"
        TOLD = 3, "the other side knows"
        ADMINS = 4, "all reminders sent"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="duties")
    owed_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="duties_owed_to_them")
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="duties")
    occasion = models.CharField(max_length=60)
    role = models.CharField(max_length=40)
    act = models.CharField(max_length=40)
    scope = models.UUIDField("cohort", null=True, blank=True)
    key = models.CharField(max_length=100, blank=True)
    # Copied from the rule, since a change of it affects later occasions only.
    within = models.DurationField(default=timedelta, help_text="As the rule had it when this was raised.")
    why = models.CharField(max_length=300, blank=True, help_text="As the rule had it when this was raised.")
    due_at = models.DateTimeField("due")
    due_moved_by = models.DurationField(default=timedelta, help_text="How much of `due_at` is there because the person was away.")
    since = models.DateTimeField("known to its person from", null=True, blank=True)
    promise = models.DateTimeField("promised for", null=True, blank=True)
    promised_at = models.DateTimeField(null=True, blank=True)
    promise_moved_by = models.DurationField(default=timedelta)
    remind_at = models.DateTimeField(null=True, blank=True)
    stage = models.PositiveSmallIntegerField(choices=Stage, default=Stage.NOT_YET)
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
            models.Index(fields=["remind_at", "person"], condition=Q(status="open"), name="duty_to_remind"),
            models.Index(fields=["person", "due_at"], condition=Q(status="open"), name="duty_owed"),
            models.Index(fields=["person", "closed_at"], name="duty_judged"),
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
    def is_promised(self) -> bool:
        """Whether its deadline is a day its person named."""
        return self.promise is not None or self.act in registry.promised_acts()

    @property
    def is_overdue(self) -> bool:
        return self.status == self.Status.OPEN and self.deadline < timezone.now()

    @property
    def is_escalated(self) -> bool:
        return self.status == self.Status.OPEN and self.stage == self.Stage.ADMINS

    @property
    def receipt_url(self) -> str:
        """Where one click says “Received”; "" for acts that take more than that."""
        act = registry.ACTS.get(self.act)
        return reverse(act.receipt_url_name, args=[self.about_id]) if act and act.receipt_url_name else ""

    @property
    def promise_url(self) -> str:
        """Where a day is promised for it: a page of the act's own, or the one for all."""
        act = registry.ACTS.get(self.act)
        own = act.promise_url_name if act else ""
        return reverse(own, args=[self.about_id]) if own else reverse("duties:promise", args=[self.pk])

    @property
    def instead_url(self) -> str:
        """For what is due before a moment: the page where the moment itself can be moved; "" for all else."""
        return self.about_url if self.is_before_a_moment else ""

    @property
    def is_before_a_moment(self) -> bool:
        return self.within < timedelta()

    @property
    def can_be_told(self) -> bool:
        """Whether the act has a sentence for the other side, and there is one."""
        act = registry.ACTS.get(self.act)
        return bool(act and act.told and self.owed_to_id)

    @property
    def told_sentence(self) -> str:
        """What who it is owed to may be told when it is late; "" for private things."""
        act = registry.ACTS.get(self.act)
        return act.told.format(name=self.person.get_short_name()) if act and self.owed_to_id else ""
