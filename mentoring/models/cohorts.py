"""Cohorts, and the people enrolled in them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from gurukool.lib.dates import today_anywhere
from gurukool.lib.records import Record
from mentoring.models.dates import CohortDates, Phase


class Role(models.TextChoices):
    MENTEE = "mentee", "mentee"
    MENTOR = "mentor", "mentor"


class CohortQuerySet(models.QuerySet):
    def with_open_hours_for(self, person):
        """Those in which they take part as a mentee, and which have open hours switched on."""
        mine = Enrolment.objects.taking_part().mentees().filter(person=person)
        return self.filter(open_hours=True, pk__in=mine.values("cohort"))

    def announced(self):
        """Cohorts with a public page: those whose application dates are set."""
        return self.filter(applications_open_on__isnull=False)

    def over(self, now):
        """Closed by then, or past their last day Anywhere on Earth."""
        return self.filter(Q(closed_at__lte=now) | Q(ends_on__lt=today_anywhere(now)))

    def visible_to(self, user):
        """Everyone sees announced cohorts; members their own; admins also drafts."""
        if user.is_authenticated and user.is_staff:
            return self
        public = Q(applications_open_on__isnull=False)
        if not user.is_authenticated:
            return self.filter(public)
        return self.filter(public | Q(pk__in=Enrolment.objects.filter(person=user, invited_at__isnull=False).values("cohort")))


class Cohort(CohortDates, Record):
    """One run of the programme. Its phase follows from its dates and its approval; nobody sets it."""

    Phase = Phase

    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=120)
    welcome = models.TextField("welcome text", blank=True)
    capacity = models.PositiveSmallIntegerField("places for mentees", default=20)
    session_minutes = models.PositiveSmallIntegerField("session length in minutes", default=60)
    sessions_per_week = models.PositiveSmallIntegerField("sessions a week per mentee", default=1)
    notice_hours = models.PositiveSmallIntegerField("minimum notice for booking, in hours", default=24)
    open_hours = models.BooleanField("mentees may book open hours of other mentors", default=False)
    open_hours_per_week = models.PositiveSmallIntegerField("open hours a week per mentee", default=1)
    moves_per_session = models.PositiveSmallIntegerField("how often one session can be moved", default=2)
    letter_sessions = models.PositiveSmallIntegerField("sessions held before a letter can be asked for", default=4)
    letter_weeks = models.PositiveSmallIntegerField("weeks together before a letter can be asked for", default=6)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+")

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            *CohortDates.Meta.constraints,
            models.CheckConstraint(
                name="cohort_session_length",
                condition=Q(session_minutes__gte=15, session_minutes__lte=240),
                violation_error_message="A session lasts between 15 and 240 minutes.",
            ),
            models.CheckConstraint(
                name="cohort_sessions_per_week",
                condition=Q(sessions_per_week__gte=1, sessions_per_week__lte=7),
                violation_error_message="Between one and seven sessions a week.",
            ),
            models.CheckConstraint(
                name="cohort_open_hours_per_week",
                condition=Q(open_hours_per_week__gte=1, open_hours_per_week__lte=7),
                violation_error_message="Between one and seven open hours a week.",
            ),
            models.CheckConstraint(
                name="cohort_moves_per_session",
                condition=Q(moves_per_session__gte=1, moves_per_session__lte=9),
                violation_error_message="A session can be moved between one and nine times.",
            ),
            models.CheckConstraint(
                name="cohort_approval_is_signed",
                condition=Q(approved_at__isnull=True, approved_by__isnull=True) | Q(approved_at__isnull=False, approved_by__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("cohorts:show", args=[self.slug])

    @property
    def has_open_hours(self):
        """Whether its mentees may book mentors they are not matched with, now."""
        return self.open_hours and self.phase in {Phase.APPROVED, Phase.RUNNING}

    @property
    def mentees_placed(self):
        """How many mentees hold a place: one query."""
        return self.enrolments.present().mentees().count()


class EnrolmentQuerySet(models.QuerySet):
    def mentors(self):
        return self.filter(role=Role.MENTOR)

    def mentees(self):
        return self.filter(role=Role.MENTEE)

    def present(self):
        return self.filter(left_at__isnull=True)

    def taking_part(self):
        """In, by their own word."""
        return self.present().filter(confirmed_at__isnull=False)

    def of_host(self, meeting):
        """The place by which the host of a session is a mentor."""
        return self.taking_part().mentors().filter(cohort=meeting.cohort_id, person=meeting.host_id)

    def beside(self, person):
        """In the cohorts in which `person` takes part."""
        return self.filter(cohort__in=Enrolment.objects.taking_part().filter(person=person).values("cohort"))

    def uninvited(self):
        """Imported, and not told yet."""
        return self.present().filter(invited_at__isnull=True)

    def offered(self):
        """Invited, and neither confirmed nor given back."""
        return self.present().filter(invited_at__isnull=False, confirmed_at__isnull=True)

    def offered_before(self, day, now):
        """Offers still open that are kept for less long than `day`."""
        return self.offered().filter(confirm_by__lt=day, confirm_by__gt=now)

    def of(self, person):
        return self.present().filter(person=person, invited_at__isnull=False)

    def briefly(self):
        """With the few columns a list of places shows: the role, and the cohort's name and phase."""
        cohort = ["name", "starts_on", "ends_on", "closed_at", "approved_at", "applications_open_on", "applications_close_on"]
        return self.select_related("cohort").only("role", "confirmed_at", "person_id", *[f"cohort__{name}" for name in cohort])

    def visible_to(self, user):
        """Admins see all; others their own place in a cohort."""
        return self if user.is_staff else self.filter(person=user)


class Enrolment(Record):
    """An admitted person's place in a cohort, with one role."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="enrolments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="enrolments")
    role = models.CharField(max_length=10, choices=Role)
    capacity = models.PositiveSmallIntegerField("mentees this mentor can take", default=0)
    invited_at = models.DateTimeField(null=True, blank=True)
    confirm_by = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    leave_reason = models.TextField("why they left, for admins only", blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "person"],
                name="one_place_per_cohort",
                violation_error_message="This person already has a place in the cohort.",
            ),
            models.CheckConstraint(
                name="only_mentors_have_capacity",
                condition=Q(role=Role.MENTOR) | Q(capacity=0),
                violation_error_message="Only a mentor has places to offer.",
            ),
        ]

    def __str__(self):
        return f"{self.person} as {self.role} in {self.cohort}"

    def get_absolute_url(self):
        return reverse("cohorts:place", args=[self.pk])

    @property
    def is_offered(self):
        """Whether the person may still confirm it or give it back."""
        return self.invited_at is not None and self.confirmed_at is None and self.left_at is None

    @property
    def has_lapsed(self):
        """Whether it was taken back because nobody confirmed it in time."""
        return bool(self.left_at and self.confirm_by and not self.confirmed_at and self.left_at > self.confirm_by)
