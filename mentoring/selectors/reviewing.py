"""Reading reviews: the rows of the table, a reviewer's pile, who may see which scores. Queries only; nothing is changed here."""

from decimal import Decimal

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When

from mentoring.models import Answer, Application, Cohort, Decision, FormQuestion, Review, Reviewer, ReviewPlan, User

TEXTS = ["motivation", "goals_or_offer"]


def rows(cohort: Cohort, user: User, chosen: dict) -> QuerySet:
    """The applications an admin's table shows, with their reviews and the decision that waits: three queries at any size.

    Never their own: nobody reads their scores, nor a decision about themselves before it is released. `…_shown` are the
    figures to sort by, 0 where a review of `user` is still to be given, so that the order does not tell what the row hides.
    """
    found = cohort.applications.received().without_conflict(user).exclude(person=user).select_related("person").defer(*TEXTS)
    found = found.annotate(**_sortable(user))
    for name, choose in FILTERS.items():
        if name in chosen:
            found = choose(found, chosen[name], user)
    reviews = Review.objects.standing().select_related("reviewer").order_by("created_at", "pk")
    pending = Decision.objects.pending().select_related("decided_by")
    return found.prefetch_related(Prefetch("reviews", reviews), Prefetch("decisions", pending, to_attr="pending"))


def _sortable(user: User) -> dict:
    """The figures as far as `user` may read them."""
    mine = Exists(Review.objects.open().filter(application=OuterRef("pk"), reviewer=user))
    return {
        f"{figure}_shown": Case(When(mine, then=Value(Decimal(0))), default=f"score_{figure}") for figure in ("median", "mean", "spread")
    }


def _by_status(found, status, user):
    pending = Exists(Decision.objects.pending().filter(application=OuterRef("pk")))
    return found.filter(pending) if status == "pending" else found.filter(~pending, status=status)


def _by_reviews_left(found, left, user):
    asked = Review.objects.open().filter(application=OuterRef("pk"))
    if left == "none":
        return found.filter(reviews_given=0)
    return found.filter(Exists(asked.filter(reviewer=user) if left == "mine" else asked), status=Application.Status.SUBMITTED)


def _by_text(found, text, user):
    places = ["person__name", "person__email", *TEXTS]
    return found.filter(Q.create([(f"{place}__icontains", text) for place in places], connector=Q.OR))


FILTERS = {
    "role": lambda found, role, user: found.filter(role=role),
    "status": _by_status,
    "reviewer": lambda found, person, user: found.filter(
        Exists(Review.objects.standing().filter(application=OuterRef("pk"), reviewer=person))
    ),
    "left": _by_reviews_left,
    "text": _by_text,
}


def mark_hidden(applications: list[Application], user: User) -> None:
    """Hide from `user` what others said where a review of their own is still to be given."""
    for application in applications:
        mine = [review for review in application.reviews.all() if review.reviewer_id == user.pk]
        application.my_review = mine[0] if mine else None
        application.is_hidden = bool(mine) and mine[0].is_open
        application.given = sum(review.is_given for review in application.reviews.all())


def next_to_do(cohort: Cohort, user: User, after: Review | None = None) -> Review | None:
    """The next application `user` has to review: the one that came in after this one, else the first."""
    waiting = Review.objects.to_do().filter(reviewer=user, application__cohort=cohort)
    if after is not None:
        later = waiting.exclude(pk=after.pk).filter(application__submitted_at__gte=after.application.submitted_at)
        return later.first() or waiting.exclude(pk=after.pk).first()
    return waiting.first()


def pile(reviewer: Reviewer) -> QuerySet:
    """A reviewer's reviews."""
    mine = Review.objects.visible_to(reviewer.person).filter(application__cohort=reviewer.cohort_id)
    return mine.select_related("application__person")


def answers(application: Application, plan: ReviewPlan) -> QuerySet:
    """What reviewers read: nothing sensitive; where names are hidden no files, because files name their author."""
    found = Answer.objects.filter(application=application, question__sensitive=False)
    if plan.blind:
        found = found.exclude(question__kind=FormQuestion.Kind.FILE)
    return found.shown()


def name_of(application: Application, plan: ReviewPlan) -> str:
    """What reviewers call the applicant."""
    return f"Applicant {application.number or '(no number yet)'}" if plan.blind else application.person.name
