"""Reviews given elsewhere: points on each criterion of the rubric, and a comment."""

from django.utils import timezone

from mentoring.actions import reviews, rubrics
from mentoring.exports.reviews import score_headings
from mentoring.imports import cells
from mentoring.imports.finding import NUMBER, OF_AN_APPLICATION, Applications
from mentoring.imports.kinds import Column, Import, Row, Sheet, Taken, WrongRow, judged, once_each
from mentoring.models import Application, Cohort, Criterion, Review, Reviewer, ReviewPlan, Role, Score, User

REVIEWER = "Reviewer's e-mail"
Points = dict[Criterion, int]


def columns(cohort: Cohort) -> list[Column]:
    """One for each criterion of the cohort's rubric, besides whose review it is of what."""
    return [
        *OF_AN_APPLICATION,
        Column(REVIEWER, "reviewer", cells.email, "must be filled: somebody who reviews this cohort", needed=True),
        Column("State", "state", lambda cell: cells.chosen(cell, Review.Status, may_be_empty=True), "given, or empty"),
        Column("Given (UTC)", "at", cells.moment, "2027-01-31 14:00; empty: now"),
        *[
            Column(heading, str(place), lambda cell: cells.whole(cell, 1, 5), f"1 to 5 points, for applications of a {criterion.role}")
            for place, (heading, criterion) in enumerate(rubric(cohort))
        ],
        Column("Comment", "comment", lambda cell: cells.text(cell, 5000, lines=True), "why the reviewer sees it so"),
    ]


def rubric(cohort: Cohort) -> list[tuple[str, Criterion]]:
    """Every criterion of both roles with its heading."""
    found = [criterion for role in Role for criterion in rubrics.criteria(cohort, role)]
    return list(zip(score_headings(found), found, strict=True))


def take(cohort: Cohort, sheet: Sheet, by: User | None) -> Taken:
    """Keep each review as given; who gave one on our pages has it replaced by what the file says.

    Beside a fixed number of queries, four for each reviewer who has nothing left to do by it.
    """
    rubrics.settle(cohort)
    desk = _Desk(cohort, by)
    pairs, wrong = judged(sheet.rows, lambda row: (row, desk.whose(row)))
    whose = {row.line: pair for row, pair in pairs}
    desk.open_to_come -= {application.pk for application, reviewer in whose.values() if by and reviewer == by.pk}
    rows, twice = once_each([row for row, _ in pairs], lambda row: whose[row.line], REVIEWER)
    found, refused = judged(rows, lambda row: desk.given(row, *whose[row.line]))
    new = [one for one in found if one and one[1]]
    changed = [one for one in found if one and not one[1]]
    reviews.record(cohort, [one for one, _ in [*new, *changed]])
    return Taken(len(new), len(changed), found.count(None), [*sheet.problems, *wrong, *twice, *refused])


class _Desk:
    """The applications, reviewers and reviews of a cohort, as the file finds them.

    Nobody learns from an import what others gave before their own review is in, not even that it is what the file says.
    """

    def __init__(self, cohort: Cohort, by: User | None):
        self.applications, self.rubric = Applications(cohort, by), rubric(cohort)
        self.reviewers = _reviewers(cohort)
        rows = Review.objects.filter(application__cohort=cohort)
        self.reviews = {(row.application_id, row.reviewer_id): row for row in rows}
        self.open_to_come = {row.application_id for row in self.reviews.values() if by and row.reviewer_id == by.pk and row.is_open}
        self.scores: dict = {}
        for review, criterion, points in Score.objects.filter(review__in=rows).values_list("review", "criterion", "points"):
            self.scores.setdefault(review, {})[criterion] = points
        self.decided = set(cohort.applications.filter(decisions__released_at=None, decisions__isnull=False).values_list("pk", flat=True))

    def whose(self, row: Row) -> tuple[Application, int]:
        """The application and the key of the reviewer."""
        application = self.applications.of(row)
        if row["reviewer"] not in self.reviewers:
            raise WrongRow(REVIEWER, "Nobody with this address reviews this cohort: import the reviewers first.")
        if self.reviewers[row["reviewer"]] == application.person_id:
            raise WrongRow(REVIEWER, "Nobody reviews an application of their own.")
        return application, self.reviewers[row["reviewer"]]

    def given(self, row: Row, application: Application, reviewer: int) -> tuple[reviews.Given, bool] | None:
        """The review, and whether it is a new one; None: it stands there already."""
        if row["state"] not in {None, "", Review.Status.GIVEN}:
            raise WrongRow("State", "Only reviews that were given come in; leave this line out.")
        if application.pk in self.open_to_come:
            raise WrongRow(NUMBER, "Your own review of this application comes first: give it, or bring it in the same file.")
        points, old = self._points(row, application), self.reviews.get((application.pk, reviewer))
        if old and old.status not in Review.STANDING:
            raise WrongRow(REVIEWER, "This reviewer has stepped aside from the application, and that stays.")
        comment = row["comment"] if row["comment"] is not None else old.comment if old else ""
        scores = {criterion.pk: value for criterion, value in points.items()}
        if old and old.is_given and (self.scores.get(old.pk, {}), old.comment) == (scores, comment):
            return None
        if application.status != Application.Status.SUBMITTED or application.pk in self.decided:
            raise WrongRow(NUMBER, "This application has been decided or withdrawn, so it needs no review.")
        at = row["at"] or (old.given_at if old else None) or timezone.now()
        return reviews.Given(application, reviewer, points, comment, at), not (old and old.is_given)

    def _points(self, row: Row, application: Application) -> Points:
        points = {}
        for place, (heading, criterion) in enumerate(self.rubric):
            value = row[str(place)]
            if criterion.role == application.role and value is None:
                raise WrongRow(heading, "This is missing: 1 to 5 points.")
            if criterion.role != application.role and value is not None:
                raise WrongRow(heading, f"This is asked of a {criterion.role}; leave it empty.")
            if value is not None:
                points[criterion] = value
        return points


def _reviewers(cohort: Cohort) -> dict[str, int]:
    """Address → key of everybody who may review: those named, and the admins unless the plan leaves them out."""
    people = dict(Reviewer.objects.active().filter(cohort=cohort).values_list("person__email", "person"))
    if ReviewPlan.of(cohort).admins_review:
        people |= dict(User.objects.admins().values_list("email", "pk"))
    return {email.lower(): key for email, key in people.items()}


REVIEWS = Import("reviews", "Reviews and scores", "What reviewers gave elsewhere: points on each criterion, and why.", columns, take)
