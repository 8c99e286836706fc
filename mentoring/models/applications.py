"""Applications to join a cohort, and the decision about each."""

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.cohorts import Cohort, Enrolment, Role


class ApplicationQuerySet(models.QuerySet):
    def awaiting_decision(self):
        return self.filter(status__in=Application.UNDECIDED)

    def undecided_by_anyone(self):
        """Submitted, and no decision waits to be released either."""
        pending = apps.get_model("mentoring.Decision").objects.pending().filter(application=OuterRef("pk"))
        return self.filter(~Exists(pending), status=Application.Status.SUBMITTED)

    def received(self):
        """All that were ever submitted; a draft is nobody else's business."""
        return self.exclude(status=Application.Status.DRAFT).filter(submitted_at__isnull=False)

    def visible_to(self, user):
        """Applicants see their own; admins all that were submitted, but for those they declared a conflict of interest in."""
        if not user.is_staff:
            return self.filter(person=user)
        return self.filter(Q(person=user) | Q(pk__in=self.received().without_conflict(user)))

    def without_conflict(self, user):
        """Those in which `user` has declared no conflict of interest."""
        declared = apps.get_model("mentoring.Review").objects.filter(reviewer=user, status="conflict")
        return self.exclude(pk__in=declared.values("application"))


class Application(Record):
    """One person's request to join one cohort in one role."""

    class Status(models.TextChoices):
        DRAFT = "draft", "draft"
        SUBMITTED = "submitted", "submitted"
        ADMITTED = "admitted", "admitted"
        WAITLISTED = "waitlisted", "on the waiting list"
        DECLINED = "declined", "not this time"
        WITHDRAWN = "withdrawn", "withdrawn"

    UNDECIDED = [Status.SUBMITTED, Status.WAITLISTED]

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="applications")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="applications")
    role = models.CharField(max_length=10, choices=Role)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    motivation = models.TextField(blank=True)
    goals_or_offer = models.TextField(blank=True)
    tracks = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    capacity = models.PositiveSmallIntegerField("mentees you could take", default=0)
    submitted_at = models.DateTimeField(null=True, blank=True)
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    enrolment = models.OneToOneField(Enrolment, models.SET_NULL, null=True, blank=True, related_name="application")
    number = models.PositiveIntegerField("number in the cohort", default=0, editable=False, help_text="What reviewers call it.")
    # What the given reviews come to, kept by actions.reviews in the transaction of each review; 0: none yet.
    reviews_given = models.PositiveSmallIntegerField(default=0, editable=False)
    score_median = models.DecimalField(max_digits=3, decimal_places=2, default=0, editable=False)
    score_mean = models.DecimalField(max_digits=3, decimal_places=2, default=0, editable=False)
    score_spread = models.DecimalField(max_digits=3, decimal_places=2, default=0, editable=False)
    waiting_position = models.PositiveIntegerField("place on the waiting list", null=True, blank=True, editable=False)

    # How often it was kept, when, and by which page of the browser: so that a page left open overwrites nothing newer.
    saves = models.PositiveIntegerField(default=0, editable=False)
    saved_at = models.DateTimeField(null=True, blank=True, editable=False)
    saved_in = models.UUIDField(null=True, blank=True, editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "person"],
                name="one_application_per_cohort",
                violation_error_message="You have already applied to this cohort.",
            ),
            models.CheckConstraint(
                name="submitted_applications_are_dated",
                condition=Q(status__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(name="admitted_means_enrolled", condition=~Q(status="admitted") | Q(enrolment__isnull=False)),
        ]
        indexes = [models.Index(fields=["cohort", "status", "submitted_at"])]

    def __str__(self):
        return f"{self.person}'s application to {self.cohort}"

    def get_absolute_url(self):
        return reverse("applications:show", args=[self.pk])

    @property
    def is_undecided(self):
        """Whether an admin may still decide; the waiting list is not a last word."""
        return self.status in self.UNDECIDED

    @property
    def is_mentor(self):
        return self.role == Role.MENTOR
