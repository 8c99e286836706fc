"""Giving a review of an application."""

from dataclasses import dataclass
from datetime import datetime
from statistics import fmean
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import reviewers, rubrics, standings
from mentoring.models import Application, Cohort, Criterion, Decision, Review, Score, User

BATCH = 1000


@dataclass(frozen=True)
class Given:
    """A review as it was given elsewhere: the key of its reviewer, and 1 to 5 points on each criterion."""

    application: Application
    reviewer: int
    points: dict[Criterion, int]
    comment: str
    at: datetime


@transaction.atomic
def give(review: Review, *, by: User, points: dict, comment: str) -> None:
    """Score every criterion of the rubric (`points`: criterion → 1 to 5) and say why; given again, it replaces what was said.

    Raises Refused when the application has been decided or withdrawn, the rubric changed, or `by` stepped aside meanwhile.
    """
    policies.demand(policies.can_review, by, review)
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=review.application.cohort_id)
    application = standings.hold(review.application)
    _refuse_if_over(application)
    _refuse_other_rubric(cohort, application, points)
    kept = Review.objects.standing().filter(pk=review.pk)
    if not kept.update(status=Review.Status.GIVEN, given_at=timezone.now(), comment=comment, score=_mean(points)):
        raise Refused("You have stepped aside from this application meanwhile, so your review was not kept.")
    _keep_scores({review.pk: points})
    standings.refresh([application])
    reviewers.finish_piles(cohort, [by.pk])


def record(cohort: Cohort, given: list[Given]) -> None:
    """Keep reviews that were given elsewhere, in a transaction that holds the cohort and the applications.

    Who may is for the caller to say. Queries do not grow with the reviews, but by four for each reviewer who is done with a pile.
    """
    status, columns = Review.Status.GIVEN, ["status", "given_at", "comment", "score"]
    rows = [
        Review(
            application=one.application,
            reviewer_id=one.reviewer,
            status=status,
            given_at=one.at,
            comment=one.comment,
            score=_mean(one.points),
        )
        for one in given
    ]
    Review.objects.bulk_create(rows, BATCH, update_conflicts=True, unique_fields=["application", "reviewer"], update_fields=columns)
    applications = list({one.application.pk: one.application for one in given}.values())
    found = Review.objects.filter(application__in=applications).values_list("application", "reviewer", "pk")
    keys = {(application, reviewer): key for application, reviewer, key in found}
    _keep_scores({keys[one.application.pk, one.reviewer]: one.points for one in given})
    standings.refresh(applications)
    reviewers.finish_piles(cohort, list({one.reviewer for one in given}))


def _mean(points: dict) -> float:
    return round(fmean(points.values()), 2)


def _keep_scores(reviews: dict[UUID, dict]) -> None:
    rows = [
        Score(review_id=key, criterion=criterion, points=value) for key, points in reviews.items() for criterion, value in points.items()
    ]
    Score.objects.bulk_create(rows, BATCH, update_conflicts=True, unique_fields=["review", "criterion"], update_fields=["points"])


def _refuse_other_rubric(cohort: Cohort, application: Application, points: dict) -> None:
    """Points count for the criteria for which they were given, and for no others; while the cohort is held, those stay."""
    if {criterion.pk for criterion in points} != {criterion.pk for criterion in rubrics.criteria(cohort, application.role)}:
        raise Refused("What reviewers look at was changed while you read. Please open this page anew, and give your points once more.")


def _refuse_if_over(application: Application) -> None:
    decided = Decision.objects.pending().filter(application=application).exists()
    if decided or application.status != Application.Status.SUBMITTED:
        raise Refused("This application has been decided or withdrawn meanwhile, so it needs no review. Thank you all the same.")
