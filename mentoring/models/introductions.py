"""Introductions: what people of a cohort tell about themselves, and what mentors say to a mentee's."""

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

    def of_person(self, person):
        return self.filter(enrolment__person=person).select_related("enrolment__cohort").order_by("-submitted_at")

    def of_mentors(self):
        """What mentees read before they meet somebody (rule I2)."""
        return self.handed_in().filter(enrolment__role=Role.MENTOR)

    def of_mentees(self):
        return self.filter(enrolment__role=Role.MENTEE)

    def reviewed(self):
        return self.filter(status__in=[Introduction.Status.REVISE, Introduction.Status.READY])

    def visible_to(self, user):
        """The author always; once it is handed in, admins and the cohort's mentors, and everybody in it where a mentor wrote it."""
        if user.is_staff:
            return self.exclude(~Q(enrolment__person=user), status=Introduction.Status.DRAFT)
        mentored = Enrolment.objects.of(user).filter(role=Role.MENTOR).values("cohort")
        joined = Enrolment.objects.of(user).filter(confirmed_at__isnull=False).values("cohort")
        of_mentors = Q(enrolment__role=Role.MENTOR, enrolment__cohort__in=joined)
        handed_in = (Q(enrolment__cohort__in=mentored) | of_mentors) & ~Q(status=Introduction.Status.DRAFT)
        return self.filter(Q(enrolment__person=user) | handed_in)


class Introduction(Record):
    """One person's introduction in guided sections (rule I1). A mentee's is reviewed; a mentor's is ready as soon as it is handed in."""

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
    def is_of_mentor(self):
        return self.enrolment.role == Role.MENTOR

    @property
    def sections(self):
        """Each section in order, as a version keeps it: its key, heading and text."""
        return [{"key": name, "label": heading, "text": getattr(self, name)} for name, heading in self.headings().items()]

    @classmethod
    def headings(cls) -> dict[str, str]:
        return {name: capfirst(cls._meta.get_field(name).verbose_name) for name in cls.SECTIONS}


class IntroductionVersion(Record):
    """What an introduction said each time it was handed in."""

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    lines = models.JSONField()  # as `Introduction.sections`

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["introduction", "number"], name="one_introduction_version_per_number")]

    def __str__(self):
        return f"{self.introduction}, version {self.number}"


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


class Remark(Record):
    """What a review says about one passage; the passage is kept as it read then."""

    review = models.ForeignKey(IntroductionReview, models.CASCADE, related_name="remarks")
    section = models.CharField(max_length=30, choices=[(name, name) for name in Introduction.SECTIONS])
    passage = models.TextField()
    comment = models.TextField()

    class Meta:
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["review", "section"], name="one_remark_about_a_section")]

    def __str__(self):
        return f"a remark on “{self.passage[:40]}”"

    @property
    def heading(self):
        return Introduction.headings()[self.section]
