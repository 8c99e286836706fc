"""Who reviews a cohort's applications, and how much of it is done."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from mentoring.exports.columns import Column, Export, queried
from mentoring.models import Review, Reviewer


def _reviewers(cohort, user):
    theirs = Review.objects.filter(application__cohort=OuterRef("cohort"), reviewer=OuterRef("person")).order_by().values("reviewer")
    counts = {status: Coalesce(Subquery(theirs.filter(status=status).annotate(n=Count("pk")).values("n")), 0) for status in Review.STANDING}
    return Reviewer.objects.active().filter(cohort=cohort).annotate(**counts).order_by("person__name", "pk")


def _columns(cohort) -> list[Column]:
    counts = [Column("Reviews given", Review.Status.GIVEN.value), Column("Reviews to give", Review.Status.OPEN.value)]
    return [Column("Name", "person__name"), Column("E-mail", "person__email"), *counts]


REVIEWERS = Export("reviewers", "Reviewers", "Who reviews applications, and how many are done.", queried(_reviewers, _columns))
