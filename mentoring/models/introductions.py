"""Introductions: what a mentee tells about themselves, and what mentors say to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst

from gurukool.lib.records import Record
from mentoring.models.cohorts import Enrolment, Role


class IntroductionQuerySet(models.QuerySet):
    def with_people(self):
        return self.select_related("enrolment__person", "enrolment__cohort")

    def handed_in(self):
        return self.exclude(status=Introduction.Status.DRAFT)

    def awaiting_review(self):
        return self.filter(status=Introduction.Status.SUBMITTED)

    def open_to_change(self):
        """A mentor's “ready” is the end of it."""
        return self.exclude(status=Introduction.Status.READY)

    def reviewed(self):
        return self.filter(status__in=[Introduction.Status.REVISE, Introduction.Status.READY])

    def visible_to(self, user):
        """The author always; the cohort's mentors and admins once it is handed in."""
        if user.is_staff:
            return self.exclude(~Q(enrolment__person=user), status=Introduction.Status.DRAFT)
        mentored = Enrolment.objects.of(user).filter(role=Role.MENTOR).values("cohort")
        handed_in = Q(enrolment__cohort__in=mentored) & ~Q(status=Introduction.Status.DRAFT)
        return self.filter(Q(enrolment__person=user) | handed_in)


class Introduction(Record):
    """One mentee's introduction in guided sections (rule I1)."""

    class Status(models.TextChoices):
        DRAFT = "draft", "draft"
        SUBMITTED = "submitted", "waiting for review"
        REVISE = "revise", "a revision is asked for"
        READY = "ready", "ready"

    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="introduction")
    professional = models.TextField("my work", blank=True)
    three_things = models.TextField("three things about me", blank=True)
    strength_and_weakness = models.TextField("a strength, and a weak spot I work on", blank=True)
    hopes = models.TextField("what I hope for", blank=True)
    feedback_style = models.TextField("how I like feedback", blank=True)
    reviewers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="introductions_to_review", blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)

    SECTIONS = ["professional", "three_things", "strength_and_weakness", "hopes", "feedback_style"]

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="handed_in_introductions_are_dated", condition=Q(status="draft") | Q(submitted_at__isnull=False)),
        ]

    def __str__(self):
        return f"{self.enrolment.person}'s introduction"

    def get_absolute_url(self):
        return reverse("introductions:show", args=[self.pk])

    @property
    def is_waiting(self):
        """Handed in, and nobody has answered yet."""
        return self.status == self.Status.SUBMITTED

    @property
    def sections(self):
        """(heading, text) of each section, in order."""
        return [(capfirst(self._meta.get_field(name).verbose_name), getattr(self, name)) for name in self.SECTIONS]


class IntroductionReview(Record):
    """One mentor's comment on an introduction; the first of a round carries the verdict, later ones none."""

    class Verdict(models.TextChoices):
        READY = "ready", "It is ready"
        REVISE = "revise", "Please revise it"

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="introduction_reviews")
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    comment = models.TextField()

    class Meta:
        ordering = ["created_at"]

    def __str__(self):
        return f"{self.reviewer}'s review of {self.introduction}"

    def get_absolute_url(self):
        return reverse("introductions:show", args=[self.introduction_id])
