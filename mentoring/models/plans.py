"""Where a mentee is, where they want to be, and the three steps between."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.cohorts import Enrolment
from mentoring.models.matching import Match


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whose it is; and the mentor they are matched with, once it is shared."""
        mentored = Match.objects.confirmed().filter(mentor__person=user).values("mentee")
        return self.filter(Q(place__person=user) | Q(shared_at__isnull=False, place__in=mentored))


class Plan(Record):
    """A mentee's career-development plan: drafted alone, shared when they say so, discussed, revised."""

    place = models.OneToOneField(Enrolment, models.CASCADE, related_name="plan")
    here = models.TextField("where I am")
    there = models.TextField("where I want to be")
    first_step = models.CharField(max_length=300)
    second_step = models.CharField(max_length=300, blank=True)
    third_step = models.CharField(max_length=300, blank=True)
    needs = models.TextField("what I need", blank=True)
    changed_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    def __str__(self):
        return f"{self.place.person}'s development plan"

    def get_absolute_url(self):
        return reverse("plans:show", args=[self.place_id])

    @property
    def steps(self) -> list[str]:
        """The steps that are written, in order."""
        return [step for step in (self.first_step, self.second_step, self.third_step) if step]
