"""Who writes introductions, reads and reviews them."""

from mentoring.models import Cohort, Enrolment, Introduction, User


def can_write_introduction(user: User, enrolment: Enrolment) -> bool:
    """Everybody introduces themselves once they are in: mentees to be known, mentors so that there is something to read."""
    return enrolment.person_id == user.pk and enrolment.confirmed_at is not None


def can_read_introductions(user: User, cohort: Cohort) -> bool:
    """The cohort's mentors, and admins."""
    return user.is_staff or Enrolment.objects.of(user).mentors().filter(cohort=cohort).exists()


def can_read_mentors(user: User, cohort: Cohort) -> bool:
    """Everybody in the cohort reads what its mentors tell about themselves (rule I2), and admins."""
    return user.is_staff or Enrolment.objects.of(user).filter(cohort=cohort, confirmed_at__isnull=False).exists()


def can_review_introduction(user: User, introduction: Introduction) -> bool:
    """Mentors of the same cohort, once a mentee has handed it in."""
    is_mentor = Enrolment.objects.of(user).mentors().filter(cohort=introduction.enrolment.cohort_id).exists()
    return is_mentor and not introduction.is_of_mentor and introduction.status != Introduction.Status.DRAFT
