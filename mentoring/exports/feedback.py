"""Feedback as numbers: nobody's own, and no words."""

from django.db.models import Case, CharField, Count, F, Value, When

from mentoring.exports.columns import Column, Export, queried
from mentoring.models import Feedback, Role


def _feedback(cohort, user):
    """Nobody's own: how often each answer was given, by mentees and by mentors."""
    mentors = When(author=F("meeting__host"), then=Value(Role.MENTOR))
    by = Feedback.objects.filter(meeting__cohort=cohort).annotate(by=Case(mentors, default=Value(Role.MENTEE), output_field=CharField()))
    counted = by.values("by", "usefulness", "kept_agenda").annotate(count=Count("pk"), replies=Count("replied_at"))
    return counted.order_by("by", "usefulness", "kept_agenda")


def _columns(cohort) -> list[Column]:
    return [
        Column("Given by", "by"),
        Column("Useful, one to five", "usefulness"),
        Column("Kept to the agenda", "kept_agenda"),
        Column("How often", "count"),
        Column("Replied to", "replies"),
    ]


FEEDBACK = Export("feedback", "Feedback", "How often which answer was given: numbers without names or words.", queried(_feedback, _columns))
