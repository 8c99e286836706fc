"""How a cohort ends for its people: a letter to each other, a survey, a certificate."""

import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.cohorts import Enrolment, Role
from mentoring.models.matching import Match

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is read for something else


def certificate_code() -> str:
    """Twelve characters nobody guesses (59 bits), in groups that can be read out."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(12))
    return "-".join(letters[at : at + 4] for at in (0, 4, 8))


class ClosingLetterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The two people it is between."""
        return self.filter(match__in=Match.objects.between(user))


class ClosingLetter(Record):
    """What one of the two writes to the other when their cohort is over (rule I5). Sent once, and kept."""

    match = models.ForeignKey(Match, models.CASCADE, related_name="closing_letters")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="closing_letters")
    text = models.TextField(max_length=10_000)

    objects = ClosingLetterQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["match", "author"],
                name="one_closing_letter_each",
                violation_error_message="Your closing letter is sent already.",
            )
        ]

    def __str__(self):
        return f"{self.author}'s closing letter"

    def get_absolute_url(self):
        return reverse("closings:letter", args=[self.match_id])


def scale(question: str) -> models.PositiveSmallIntegerField:
    """How far somebody agrees, from one to five."""
    return models.PositiveSmallIntegerField(question, validators=[MinValueValidator(1), MaxValueValidator(5)])


class SurveyQuerySet(models.QuerySet):
    def of_cohort(self, cohort):
        return self.filter(enrolment__cohort=cohort).select_related("enrolment__person")

    def means(self) -> dict:
        """How many there are, and the mean of each scale (one query)."""
        return self.aggregate(count=models.Count("pk"), **{name: models.Avg(name) for name in Survey.SCALES})


class Survey(Record):
    """What a person says of the whole programme when it is over; admins read it."""

    SCALES = ["worth", "reached", "match_fit", "recommend"]

    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="survey")
    worth = scale("it was worth my time")
    reached = scale("what I hoped for came true")
    match_fit = scale("the two of us fitted together")
    recommend = scale("I would recommend the programme")
    best = models.TextField("what should stay as it is", blank=True, max_length=4000)
    change = models.TextField("what should change", blank=True, max_length=4000)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="survey_scales_go_from_one_to_five",
                condition=Q(worth__range=(1, 5), reached__range=(1, 5), match_fit__range=(1, 5), recommend__range=(1, 5)),
            )
        ]

    def __str__(self):
        return f"survey of {self.enrolment}"


class CertificateQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(enrolment__person=user)


class Certificate(Record):
    """That somebody took part, as it was when the cohort ended; whoever has the code can verify it."""

    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="certificate")
    code = models.CharField(max_length=14, unique=True, default=certificate_code, editable=False)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=10, choices=Role)
    cohort_name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    meetings = models.PositiveIntegerField("sessions held")
    hours = models.DecimalField(max_digits=6, decimal_places=1)

    objects = CertificateQuerySet.as_manager()

    def __str__(self):
        return f"certificate {self.code}"

    def get_absolute_url(self):
        return reverse("certificates:show", args=[self.code])
