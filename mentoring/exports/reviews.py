"""What reviewers gave and wrote; nothing of an application of which a review of one's own is still to be given."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Concat

from mentoring.exports.applications import of_others
from mentoring.exports.columns import Column, Export, at, distinct, queried
from mentoring.models import Criterion, Review, ReviewPlan, Role, Score


def score_headings(criteria: list[Criterion]) -> list[str]:
    """What the columns of these criteria are called."""
    return distinct(f"{Role(criterion.role).label}: {criterion.name}" for criterion in criteria)


def _reviews(cohort, user):
    mine = Review.objects.open().filter(application=OuterRef("application"), reviewer=user)
    found = Review.objects.filter(~Exists(mine), application__in=of_others(cohort, user).order_by().values("pk"))
    return found.order_by("application__submitted_at", "application", "created_at", "pk")


def _columns(cohort) -> list[Column]:
    criteria = list(cohort.criteria.order_by("role", "position"))
    name, email = F("application__person__name"), F("application__person__email")
    if ReviewPlan.of(cohort).blind:
        name, email = Concat(Value("Applicant "), "application__number", output_field=CharField()), Value("")
    return [
        Column("Application", "application__number"),
        Column("Applicant", name),
        Column("Applicant's e-mail", email),
        Column("Role", "application__role"),
        Column("Reviewer", "reviewer__name"),
        Column("Reviewer's e-mail", "reviewer__email"),
        Column("State", "status", lambda status: Review.Status(status).label),
        at("Given", "given_at"),
        Column("Mean of its points", "score"),
        *map(_score_column, score_headings(criteria), criteria),
        Column("Comment", "comment"),
        Column("Median of all", "application__score_median"),
        Column("Mean of all", "application__score_mean"),
        Column("Spread of all", "application__score_spread"),
    ]


def _score_column(heading: str, criterion: Criterion) -> Column:
    points = Score.objects.filter(review=OuterRef("pk"), criterion=criterion).values("points")
    return Column(heading, ArraySubquery(points), lambda found: found[0] if found else "")


REVIEWS = Export(
    "reviews",
    "Reviews and scores",
    "What each reviewer gave and wrote; nothing where a review of your own is still to be given.",
    queried(_reviews, _columns),
    "Comments are for those who decide.",
)
