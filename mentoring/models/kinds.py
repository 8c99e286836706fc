"""The kinds of session a cohort offers: what each is for, how long it takes, what it asks of people before and after."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.cohorts import Cohort, Enrolment


class KindQuerySet(models.QuerySet):
    def on_offer(self):
        """Kinds that can be booked: switched off, a kind stays what the sessions it has are."""
        return self.filter(switched_off_at__isnull=True)

    def given_by(self, mentor, cohort):
        """The kinds a mentor gives in a cohort: all on offer, but those they said no to."""
        places = Enrolment.objects.filter(person=mentor, cohort=cohort)
        return self.on_offer().filter(cohort=cohort).exclude(declined_by__in=places)


class Kind(Record):
    """One kind of session. Without a length of its own it takes as long as the mentor's sessions usually do."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="kinds")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=60)
    minutes = models.PositiveSmallIntegerField("length in minutes", null=True, blank=True)
    prompts = ArrayField(models.CharField(max_length=300), verbose_name="what the preparation asks", default=list, blank=True)
    instructions = models.TextField("what to do beforehand", blank=True)
    reading = models.URLField("something to read beforehand", max_length=500, blank=True)
    brings = models.CharField("a document the mentee brings", max_length=120, blank=True)
    feedback_prompts = ArrayField(models.CharField(max_length=300), verbose_name="what the feedback asks", default=list, blank=True)
    switched_off_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ManyToManyField(Enrolment, related_name="kinds_declined", blank=True)

    objects = KindQuerySet.as_manager()

    class Meta:
        ordering = ["position", "created_at", "pk"]
        constraints = [
            models.CheckConstraint(name="kind_has_a_name", condition=~Q(name=""), violation_error_message="Please give it a name."),
            models.CheckConstraint(
                name="kind_length",
                condition=Q(minutes__isnull=True) | Q(minutes__gte=15, minutes__lte=240),
                violation_error_message="A session lasts between 15 and 240 minutes.",
            ),
            models.UniqueConstraint(
                "cohort", Lower("name"), name="one_kind_per_name", violation_error_message="This cohort has a kind of this name already."
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("kinds:index", args=[self.cohort.slug])

    @property
    def is_on_offer(self):
        return self.switched_off_at is None
