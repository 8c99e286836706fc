"""What tests of reviewing and deciding do again and again."""

from datetime import timedelta

from django.utils import timezone

from mentoring.actions import reviewers, reviews, rubrics
from mentoring.models import Application, Review, Reviewer, User

ANSWERS = {"motivation": "m", "goals_or_offer": "g", "tracks": [], "capacity": 0}


def receive(cohort, count, first=0, **facts):
    """So many submitted applications, of people of their own, one a minute."""
    numbers = range(first, first + count)
    people = User.objects.bulk_create(User(email=f"p{n}@example.org", name=f"Person {n:04}") for n in numbers)
    at = timezone.now() - timedelta(days=5)
    facts = {"role": "mentee", "status": "submitted", "motivation": "m", "goals_or_offer": "g"} | facts
    rows = [
        Application(cohort=cohort, person=person, submitted_at=at + timedelta(minutes=n), **facts)
        for n, person in zip(numbers, people, strict=True)
    ]
    return Application.objects.bulk_create(rows, batch_size=1000)


def shared_out(cohort, by, *people):
    """Each application with these reviewers and the admins."""
    for person in people:
        Reviewer.objects.create(cohort=cohort, person=person)
    reviewers.assign(cohort, by=by)


def give(application, by, points=4, comment="Because."):
    review = Review.objects.get(application=application, reviewer=by)
    rubric = rubrics.criteria(review.application.cohort, review.application.role)
    reviews.give(review, by=by, points=dict.fromkeys(rubric, points), comment=comment)
    return review
