"""The dates of a cohort, their order, and the phase that follows from them."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from gurukool.lib.dates import end_of_day_anywhere, months_after, today_anywhere

A_WEEK = timedelta(days=7)
COURTESIES_LINGER = timedelta(days=30)  # how long thanks, feedback and answers may still come after the end
FOLLOW_UP_MONTHS = (1, 3, 6)
BEFORE_THE_START = ["applications_open_on", "applications_close_on", "reviews_due_on", "decisions_on", "confirm_by_on", "matching_on"]
DAYS = [*BEFORE_THE_START, "starts_on", "midpoint_on", "ends_on"]


class Phase(models.TextChoices):
    DRAFT = "draft", "draft"
    UPCOMING = "upcoming", "opens soon"
    APPLYING = "applying", "applications open"
    REVIEWING = "reviewing", "applications are being read"
    DECIDING = "deciding", "decisions are being made"
    CONFIRMING = "confirming", "places are being confirmed"
    MATCHING = "matching", "matching"
    SELECTING = "selecting", "selection and matching"
    APPROVED = "approved", "approved, starts soon"
    RUNNING = "running", "running"
    ENDED = "ended", "ended"


def no_earlier_than(day: str, *others: str) -> Q:
    """`day` is none of the `others`' elder; a date that is not set (NULL) is in nobody's way."""
    condition = Q()
    for other in others:
        condition &= Q(**{f"{day}__gte": F(other)})
    return condition


class CohortDates(models.Model):
    """Every date of a cohort. Deadlines last until they are over Anywhere on Earth; all but the two ends may wait.

    Stored are the days an admin sets; the outcome follow-ups (1, 3, 6 months after the end) are always derived,
    decisions, confirmation and mid-point only while no day is set for them.
    """

    applications_open_on = models.DateField("applications open", null=True, blank=True)
    applications_close_on = models.DateField("applications close", null=True, blank=True)
    reviews_due_on = models.DateField("reviews due", null=True, blank=True)
    decisions_on = models.DateField("decisions by", null=True, blank=True)
    confirm_by_on = models.DateField("places confirmed by", null=True, blank=True)
    matching_on = models.DateField("matching done by", null=True, blank=True)
    starts_on = models.DateField("starts")
    midpoint_on = models.DateField("mid-point", null=True, blank=True)
    ends_on = models.DateField("ends")
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="cohort_ends_after_start",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message="The cohort must end after it starts.",
            ),
            models.CheckConstraint(
                name="cohort_applications_in_order",
                condition=Q(applications_open_on__isnull=True, applications_close_on__isnull=True)
                | Q(
                    applications_open_on__isnull=False,
                    applications_close_on__isnull=False,
                    applications_close_on__gte=F("applications_open_on"),
                    starts_on__gte=F("applications_close_on"),
                ),
                violation_error_message="Applications open first, then close, then the cohort starts: please put these dates in order.",
            ),
            models.CheckConstraint(
                name="cohort_reviews_after_applications",
                condition=no_earlier_than("reviews_due_on", "applications_close_on"),
                violation_error_message="Reviews are due after applications close.",
            ),
            models.CheckConstraint(
                name="cohort_decisions_after_applications",
                condition=Q(decisions_on__isnull=True)
                | Q(applications_close_on__isnull=True)
                | Q(decisions_on__gte=F("applications_close_on")),
                violation_error_message="Decisions come after applications close.",
            ),
            models.CheckConstraint(
                name="cohort_decisions_after_reviews",
                condition=no_earlier_than("decisions_on", "reviews_due_on"),
                violation_error_message="Decisions come after the reviews are due.",
            ),
            models.CheckConstraint(
                name="cohort_confirms_after_decisions",
                condition=no_earlier_than("confirm_by_on", "applications_close_on", "reviews_due_on", "decisions_on"),
                violation_error_message="Places are confirmed after they are decided about.",
            ),
            models.CheckConstraint(
                name="cohort_matches_after_confirming",
                condition=no_earlier_than("matching_on", "applications_close_on", "reviews_due_on", "decisions_on", "confirm_by_on"),
                violation_error_message="Matching is done after the places are confirmed.",
            ),
            models.CheckConstraint(
                name="cohort_starts_after_selection",
                condition=no_earlier_than("starts_on", "reviews_due_on", "decisions_on", "confirm_by_on", "matching_on"),
                violation_error_message="Reviews, decisions, confirmations and matching come before the cohort starts.",
            ),
            models.CheckConstraint(
                name="cohort_midpoint_inside",
                condition=no_earlier_than("midpoint_on", "starts_on") & Q(midpoint_on__lte=F("ends_on")),
                violation_error_message="The mid-point lies between the start and the end.",
            ),
        ]

    @property
    def phase(self) -> Phase:
        return self.phase_at(timezone.now())

    def phase_at(self, now: datetime) -> Phase:
        """The phase at an instant; a deadline lasts until it is over Anywhere on Earth, a beginning is one in UTC."""
        if self.closed_at or today_anywhere(now) > self.ends_on:
            return Phase.ENDED
        if self.approved_at:
            return Phase.RUNNING if now.date() >= self.starts_on else Phase.APPROVED
        if not self.applications_open_on:
            return Phase.DRAFT
        return Phase.UPCOMING if now.date() < self.applications_open_on else self._selection_phase(today_anywhere(now))

    def _selection_phase(self, today: date) -> Phase:
        """Where it is on the way from applications to approval, as far as the dates that are set say so."""
        until = [
            (self.applications_close_on, Phase.APPLYING),
            (self.reviews_due_on, Phase.REVIEWING),
            (self.decisions_on, Phase.DECIDING),
            (self.confirm_by_on, Phase.CONFIRMING),
        ]
        for day, phase in until:
            if day and today <= day:
                return phase
        return Phase.MATCHING if self.confirm_by_on or self.matching_on else Phase.SELECTING

    @property
    def applications_close_at(self) -> datetime | None:
        return _over(self.applications_close_on)

    @property
    def reviews_due_at(self) -> datetime | None:
        return _over(self.reviews_due_on)

    @property
    def decisions_at(self) -> datetime | None:
        """When decisions are due: the day named, else a week after applications close."""
        return _over(self.decisions_on) or (self.applications_close_at + A_WEEK if self.applications_close_on else None)

    @property
    def confirm_at(self) -> datetime | None:
        """Until when places are confirmed: the day named, else a week after the decisions."""
        return _over(self.confirm_by_on) or (self.decisions_at + A_WEEK if self.decisions_at else None)

    @property
    def matching_at(self) -> datetime | None:
        return _over(self.matching_on)

    @property
    def midpoint(self) -> date:
        """The day named, else half-way."""
        return self.midpoint_on or self.starts_on + (self.ends_on - self.starts_on) / 2

    @property
    def ends_at(self) -> datetime:
        return end_of_day_anywhere(self.ends_on)

    @property
    def follow_ups(self) -> list[date]:
        """The days on which people are asked what came of a thank-you of the last day; of earlier ones they are asked earlier."""
        return [months_after(self.ends_on, months) for months in FOLLOW_UP_MONTHS]

    @property
    def weeks(self) -> int:
        return max(1, round((self.ends_on - self.starts_on).days / 7))

    @property
    def week(self) -> int | None:
        """Which week of the programme it is, from 1; None outside the running phase."""
        if self.phase != Phase.RUNNING:
            return None
        return min(self.weeks, (timezone.now().date() - self.starts_on).days // 7 + 1)


def _over(day: date | None) -> datetime | None:
    """The moment a day has ended Anywhere on Earth; None for no day."""
    return end_of_day_anywhere(day) if day else None
