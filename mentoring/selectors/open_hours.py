"""The mentors of a cohort whom anyone in it may book, and when."""

from django.db.models import QuerySet

from mentoring.models import Cohort, Enrolment, Match, OpenPair, User
from mentoring.selectors import diary, freetime

SOONEST_SHOWN = 8


def places(cohort: Cohort, person: User) -> QuerySet[Enrolment]:
    """The places of those mentors who take open hours and may meet `person`, without the one they are matched with."""
    mentors = _mentors(cohort, person)
    return Enrolment.objects.taking_part().mentors().filter(cohort=cohort, person__in=mentors).select_related("person__profile")


def soonest(cohort: Cohort, person: User) -> list[freetime.Offer]:
    """The soonest hours of any of them that fit `person`'s own, in weeks with one left to book; from kept free time, constant queries."""
    full = diary.full_weeks(OpenPair(cohort, host=person, guest=person))  # a limit of the guest's, whoever hosts
    return freetime.soonest(cohort, person, SOONEST_SHOWN, mentors=_mentors(cohort, person), beside=full)


def _mentors(cohort: Cohort, person: User) -> QuerySet[User]:
    own = Match.objects.confirmed().filter(cohort=cohort, mentee__person=person).values("mentor__person")
    return freetime.mentors_for(cohort, person).filter(availability__open_hours=True).exclude(pk__in=own)
