"""What a place in a cohort lets one do: confirm it, leave it, wish, offer, look at oneself."""

from etiquette.occasions import is_owed
from mentoring.models import Cohort, Enrolment, Pulse, Role, SelfAssessment, User


def can_confirm_place(user: User, enrolment: Enrolment) -> bool:
    """The admitted person, once the place is offered to them."""
    return enrolment.person_id == user.pk and enrolment.invited_at is not None


def can_leave(user: User, enrolment: Enrolment) -> bool:
    """The person themselves, once they have taken the place; and admins."""
    return enrolment.confirmed_at is not None and (user.is_staff or enrolment.person_id == user.pk)


def can_wish(user: User, enrolment: Enrolment) -> bool:
    """Everybody who is in, about the other side of their cohort, for themselves only."""
    return enrolment.person_id == user.pk and enrolment.confirmed_at is not None and enrolment.left_at is None


def can_offer_kinds(user: User, enrolment: Enrolment) -> bool:
    """Mentors say for themselves which kinds of session they give, as long as they are in."""
    return enrolment.person_id == user.pk and enrolment.role == Role.MENTOR and enrolment.left_at is None


def can_assess(user: User, place: Enrolment) -> bool:
    """Both sides look at themselves, once they have taken their place."""
    return place.person_id == user.pk and place.confirmed_at is not None and place.left_at is None


def has_looked_first(user: User, cohort: Cohort) -> bool:
    """Whether they have written down where they stand and what they expect."""
    return SelfAssessment.objects.filter(place__cohort=cohort, place__person=user).exists()


def asks_to_look_first(cohort: Cohort) -> bool:
    """Whether rule M1 is owed in a cohort; an admin may switch it off in the cohort's rulebook."""
    return is_owed("place_confirmed", "mentee", "assess", scope=cohort)


def can_answer_pulse(user: User, pulse: Pulse) -> bool:
    """Whose it is."""
    return pulse.enrolment.person_id == user.pk


def can_answer_survey(user: User, enrolment: Enrolment) -> bool:
    """Whoever took part, once their cohort is closed."""
    return enrolment.person_id == user.pk and enrolment.confirmed_at is not None and enrolment.cohort.closed_at is not None


def can_give_kudos(user: User, place: Enrolment) -> bool:
    """Everybody who takes part in a cohort, to each of its mentors but themselves."""
    is_mentor = place.role == Role.MENTOR and place.confirmed_at is not None and place.left_at is None
    return is_mentor and place.person_id != user.pk and Enrolment.objects.filter(pk=place.pk).beside(user).exists()
