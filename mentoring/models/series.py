"""Sessions booked in one go, every week at the same hour."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.kinds import Kind
from mentoring.models.matching import Match


class SeriesQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The two people of the match."""
        return self.filter(match__in=Match.objects.between(user))


class Series(Record):
    """A weekly hour of a match: from which instant on, until which day (on the mentor's calendar), and as what."""

    match = models.ForeignKey(Match, models.CASCADE, related_name="series")
    kind = models.ForeignKey(Kind, models.RESTRICT, null=True, blank=True, related_name="series")
    starts_at = models.DateTimeField("the first date asked for")
    until = models.DateField("the last day")
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(fields=["match", "starts_at"], name="one_series_per_hour"),
        ]

    def __str__(self):
        return f"weekly sessions of {self.match}"

    def get_absolute_url(self):
        return reverse("series:show", args=[self.pk])
