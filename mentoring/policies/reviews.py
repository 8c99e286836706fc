"""Who reviews an application, reads what others gave it, and asks its author to revise."""

from mentoring.models import Application, Review, User
from mentoring.policies.applications import can_decide


def can_review(user: User, review: Review) -> bool:
    """The reviewer it was assigned to, until they step aside."""
    return review.reviewer_id == user.pk and review.status in Review.STANDING


def can_read_scores(user: User, application: Application) -> bool:
    """Those who may decide, and reviewers: but nobody while a review of their own is still to be given."""
    mine = Review.objects.filter(application=application, reviewer=user).values_list("status", flat=True).first()
    return can_decide(user, application) if mine is None else mine == Review.Status.GIVEN or (mine == "abstained" and user.is_staff)


def can_ask_for_revision(user: User, application: Application) -> bool:
    """Its reviewers, and those who may decide, as long as it waits for a decision."""
    if application.status != Application.Status.SUBMITTED or application.decisions.pending().exists():
        return False
    is_reviewer = Review.objects.standing().filter(application=application, reviewer=user).exists()
    return is_reviewer or can_decide(user, application)
