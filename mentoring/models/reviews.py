"""Reviews of applications: the plan and the rubric of a cohort, who reviews, and what each said."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.applications import Application
from mentoring.models.cohorts import Cohort, Role

POINTS = [1, 2, 3, 4, 5]


class ReviewPlan(Record):
    """How one cohort reviews. A cohort without a row follows the defaults."""

    cohort = models.OneToOneField(Cohort, models.CASCADE, related_name="review_plan")
    blind = models.BooleanField("hide names and institutions from reviewers", default=False)
    admins_review = models.BooleanField("admins take a share of the reviews", default=True)
    per_application = models.PositiveSmallIntegerField(
        "reviews of each application", default=2, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    revision_days = models.PositiveSmallIntegerField(
        "days to revise an answer", default=5, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    keep_days = models.PositiveSmallIntegerField(
        "days to keep what declined people wrote", default=180, validators=[MinValueValidator(14), MaxValueValidator(3650)]
    )

    def __str__(self):
        return f"How {self.cohort} reviews"

    @classmethod
    def of(cls, cohort: Cohort) -> "ReviewPlan":
        """The cohort's plan; the defaults, unsaved, where it has none. One query."""
        return cls.objects.filter(cohort=cohort).first() or cls(cohort=cohort)


class Criterion(Record):
    """One thing reviewers look at in a cohort's applications of a role, each point of its scale in words."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="criteria")
    role = models.CharField(max_length=10, choices=Role)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    one = models.CharField("1 means", max_length=160)
    two = models.CharField("2 means", max_length=160, blank=True)
    three = models.CharField("3 means", max_length=160, blank=True)
    four = models.CharField("4 means", max_length=160, blank=True)
    five = models.CharField("5 means", max_length=160)

    class Meta:
        ordering = ["role", "position"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "role", "position"], name="criteria_stand_in_order"),
        ]

    def __str__(self):
        return self.name

    @property
    def points(self):
        """(points, what they mean) from one to five."""
        return list(zip(POINTS, [self.one, self.two, self.three, self.four, self.five], strict=True))


class ReviewerQuerySet(models.QuerySet):
    def active(self):
        return self.filter(left_at=None, person__is_active=True)

    def visible_to(self, user):
        """Admins see all; others their own pile, as long as they review."""
        return self if user.is_staff else self.filter(person=user, left_at=None)


class Reviewer(Record):
    """A person who reviews a cohort's applications; `round` counts the piles they have finished."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="reviewers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reviewing")
    round = models.PositiveSmallIntegerField(default=1)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "person"], name="one_reviewer_per_cohort")]

    def __str__(self):
        return f"applications to {self.cohort}"

    def get_absolute_url(self):
        return reverse("reviews:pile", args=[self.pk])


class ReviewQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=Review.Status.OPEN)

    def given(self):
        return self.filter(status=Review.Status.GIVEN)

    def standing(self):
        """Open or given: those that count towards the number an application should have."""
        return self.filter(status__in=Review.STANDING)

    def to_do(self):
        """Open, of applications that still wait for a decision, in the order in which people applied."""
        waiting = self.open().filter(application__status=Application.Status.SUBMITTED)
        return waiting.exclude(application__decisions__released_at=None, application__decisions__isnull=False).order_by(
            "application__submitted_at", "pk"
        )

    def visible_to(self, user):
        """One's own, unless one has declared a conflict: then there is nothing to see."""
        return self.filter(reviewer=user).exclude(status=Review.Status.CONFLICT)


class Review(Record):
    """One reviewer's scores and comment on an application."""

    class Status(models.TextChoices):
        OPEN = "open", "to review"
        GIVEN = "given", "given"
        ABSTAINED = "abstained", "abstained"
        CONFLICT = "conflict", "conflict of interest"

    STANDING = [Status.OPEN, Status.GIVEN]

    application = models.ForeignKey(Application, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="application_reviews")
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    score = models.DecimalField("mean of its scores", max_digits=3, decimal_places=2, null=True, blank=True)
    comment = models.TextField(blank=True)
    given_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "reviewer"], name="one_review_each"),
            models.CheckConstraint(
                name="given_reviews_have_a_score",
                condition=Q(status="given", score__isnull=False, given_at__isnull=False)
                | (~Q(status="given") & Q(score=None, given_at=None)),
            ),
        ]
        indexes = [models.Index(fields=["reviewer", "application"], condition=Q(status="open"), name="reviews_to_do")]

    def __str__(self):
        return f"Review of application {self.application.number}"

    def get_absolute_url(self):
        return reverse("reviews:review", args=[self.pk])

    @property
    def is_given(self):
        return self.status == self.Status.GIVEN

    @property
    def is_open(self):
        return self.status == self.Status.OPEN


class Score(Record):
    """The points one review gives for one criterion."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField(choices=[(point, str(point)) for point in POINTS])

    class Meta:
        ordering = ["criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="one_score_per_criterion"),
            models.CheckConstraint(name="one_to_five_points", condition=Q(points__gte=1, points__lte=5)),
        ]

    def __str__(self):
        return f"{self.criterion}: {self.points}"
