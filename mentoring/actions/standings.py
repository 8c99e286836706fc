"""What the reviews of an application come to, kept on its row; and its number, which is all a blind reviewer knows of the person."""

from collections.abc import Iterable
from statistics import fmean, median
from uuid import UUID

from django.db import connection

from mentoring.models import Application, Cohort, Review

BATCH = 500
NUMBER = """
    UPDATE mentoring_application AS application SET number = fresh.number
    FROM (
        SELECT id, row_number() OVER (ORDER BY submitted_at, id)
            + (SELECT coalesce(max(number), 0) FROM mentoring_application WHERE cohort_id = %(cohort)s) AS number
        FROM mentoring_application WHERE cohort_id = %(cohort)s AND number = 0 AND submitted_at IS NOT NULL AND status <> 'draft'
    ) AS fresh WHERE application.id = fresh.id
"""


def number(cohort: Cohort) -> None:
    """Number the applications that came in since; to be called while the cohort is held."""
    with connection.cursor() as cursor:
        cursor.execute(NUMBER, {"cohort": cohort.pk})


def hold(application: Application) -> Application:
    """The application as it is now, held, so that two reviews given at once are both counted."""
    return Application.objects.select_for_update(no_key=True).get(pk=application.pk)


def refresh(applications: Iterable[Application]) -> None:
    """Write median, mean and spread (highest less lowest) of the given reviews; the applications must be held."""
    scores: dict[UUID, list[float]] = {application.pk: [] for application in applications}
    for key, score in Review.objects.given().filter(application__in=scores).values_list("application", "score"):
        scores[key].append(float(score))
    rows = [Application(pk=key, **_figures(given)) for key, given in scores.items()]
    Application.objects.bulk_update(rows, ["reviews_given", "score_median", "score_mean", "score_spread"], batch_size=BATCH)


def _figures(scores: list[float]) -> dict:
    return {
        "reviews_given": len(scores),
        "score_median": round(median(scores), 2) if scores else 0,
        "score_mean": round(fmean(scores), 2) if scores else 0,
        "score_spread": round(max(scores) - min(scores), 2) if scores else 0,
    }
