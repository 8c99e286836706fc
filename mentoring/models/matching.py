"""Who mentors whom, and what people wished for."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.cohorts import Cohort, Enrolment


class MatchQuerySet(models.QuerySet):
    def proposed(self):
        return self.filter(status=Match.Status.PROPOSED)

    def confirmed(self):
        return self.filter(status=Match.Status.CONFIRMED)

    def live(self):
        return self.exclude(status=Match.Status.ENDED)

    def with_people(self):
        return self.select_related("cohort", "mentor__person", "mentee__person")

    def of(self, person):
        return self.filter(Q(mentor__person=person) | Q(mentee__person=person))

    def between(self, user):
        """The matches that are `user`'s own: nobody learns of one before it is approved."""
        return self.of(user).exclude(status=Match.Status.PROPOSED)

    def visible_to(self, user):
        """The two people once it is confirmed; admins always."""
        return self if user.is_staff else self.between(user)


class Match(Record):
    """One mentor with one mentee in a cohort. Confirmed only by approving the cohort."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", "proposed"
        CONFIRMED = "confirmed", "confirmed"
        ENDED = "ended", "ended"

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="matches")
    mentor = models.ForeignKey(Enrolment, models.CASCADE, related_name="matches_as_mentor")
    mentee = models.ForeignKey(Enrolment, models.CASCADE, related_name="matches_as_mentee")
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.TextField(blank=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "matches"
        constraints = [
            models.UniqueConstraint(
                fields=["mentee"],
                condition=~Q(status="ended"),
                name="one_mentor_at_a_time",
                violation_error_message="This mentee already has a mentor in the cohort.",
            ),
            models.CheckConstraint(name="nobody_mentors_themselves", condition=~Q(mentor=F("mentee"))),
            models.CheckConstraint(name="confirmed_matches_are_dated", condition=~Q(status="confirmed") | Q(confirmed_at__isnull=False)),
            models.CheckConstraint(name="ended_matches_are_dated", condition=~Q(status="ended") | Q(ended_at__isnull=False)),
        ]

    def __str__(self):
        return f"{self.mentee.person} with {self.mentor.person}"

    def get_absolute_url(self):
        return reverse("conversations:show", args=[self.pk])

    @property
    def people(self):
        return [self.mentor.person, self.mentee.person]

    def other(self, person):
        """The one of the two who is not `person`."""
        return self.mentor.person if person == self.mentee.person else self.mentee.person


class Wish(Record):
    """One person of a cohort asking to be matched with another, or not to be."""

    class Kind(models.TextChoices):
        PREFER = "prefer", "would like"
        AVOID = "avoid", "would rather not"

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="wishes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wishes")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wished")
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        verbose_name_plural = "wishes"
        constraints = [
            models.UniqueConstraint(fields=["cohort", "person", "about"], name="one_wish_about_a_person"),
            models.CheckConstraint(name="no_wish_about_oneself", condition=~Q(person=F("about"))),
        ]

    def __str__(self):
        return f"{self.person} {self.get_kind_display()} {self.about}"
