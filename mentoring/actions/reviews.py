"""Giving a review of an application."""

from statistics import fmean

from django.db import transaction
from django.utils import timezone

from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import reviewers, standings
from mentoring.models import Application, Decision, Review, Score, User


@transaction.atomic
def give(review: Review, *, by: User, points: dict, comment: str) -> None:
    """Score every criterion of the rubric (`points`: criterion → 1 to 5) and say why; given again, it replaces what was said.

    Raises Refused when the application has been decided or withdrawn meanwhile.
    """
    policies.demand(policies.can_review, by, review)
    application = standings.hold(review.application)
    _refuse_if_over(application)
    score = round(fmean(points.values()), 2)
    kept = Review.objects.standing().filter(pk=review.pk)
    kept.update(status=Review.Status.GIVEN, given_at=timezone.now(), comment=comment, score=score)
    Score.objects.bulk_create(
        [Score(review=review, criterion=criterion, points=value) for criterion, value in points.items()],
        update_conflicts=True,
        unique_fields=["review", "criterion"],
        update_fields=["points"],
    )
    standings.refresh(application)
    reviewers.finish_piles(application.cohort, [by.pk])


def _refuse_if_over(application: Application) -> None:
    decided = Decision.objects.pending().filter(application=application).exists()
    if decided or application.status != Application.Status.SUBMITTED:
        raise Refused("This application has been decided or withdrawn meanwhile, so it needs no review. Thank you all the same.")
