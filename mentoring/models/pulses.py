"""The pulse: three times in a cohort everybody in a pair is asked three short questions about how it is going."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.cohorts import Enrolment

ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]


class PulseQuerySet(models.QuerySet):
    def of_cohort(self, cohort):
        return self.filter(enrolment__cohort=cohort)

    def unanswered(self):
        return self.filter(answered_at=None)

    def would_like_a_word(self):
        """Those whose person asked for a word, and has not had it."""
        return self.filter(word=True, talked_at=None)

    def with_people(self):
        return self.select_related("enrolment__person", "enrolment__cohort")

    def visible_to(self, user):
        """Whose it is, and nobody else: admins see counts."""
        return self.filter(enrolment__person=user)


class Pulse(Record):
    """One person's three answers at one moment of a cohort; asked when it is made, empty until answered."""

    class Moment(models.TextChoices):
        START = "start", "week 2"
        MIDDLE = "middle", "mid-point"
        END = "end", "the last week"

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="pulses")
    moment = models.CharField(max_length=6, choices=Moment)
    going = models.PositiveSmallIntegerField("how it is going", null=True, blank=True, validators=ONE_TO_FIVE)
    contact = models.PositiveSmallIntegerField("in touch as often as I would like", null=True, blank=True, validators=ONE_TO_FIVE)
    word = models.BooleanField("would like a word with an admin", default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    talked_at = models.DateTimeField("had that word", null=True, blank=True)
    talked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = PulseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "moment"], name="one_pulse_a_moment"),
            models.CheckConstraint(
                name="pulses_are_answered_whole",
                condition=Q(answered_at=None, going=None, contact=None, word=False)
                | Q(answered_at__isnull=False, going__isnull=False, contact__isnull=False, going__range=(1, 5), contact__range=(1, 5)),
            ),
        ]

    def __str__(self):
        return f"the pulse of {self.get_moment_display()}"

    def get_absolute_url(self):
        return reverse("pulses:answer", args=[self.pk])
