"""Who publishes a group session, runs it, takes a seat and came."""

from mentoring.models import Cohort, Enrolment, Group, Session, User
from mentoring.policies.people import are_apart


def can_publish_group(user: User, cohort: Cohort) -> bool:
    """The cohort's mentors, and admins, until it is over."""
    return cohort.phase != Cohort.Phase.ENDED and (user.is_staff or can_host_group(user, cohort))


def can_host_group(user: User, cohort: Cohort, publisher: User | None = None) -> bool:
    """The cohort's mentors; and admins, who host it themselves."""
    is_mentor = Enrolment.objects.of(user).mentors().filter(cohort=cohort, confirmed_at__isnull=False).exists()
    return user.is_staff and publisher == user or is_mentor and (publisher is None or publisher == user or publisher.is_staff)


def can_run_group(user: User, group: Group) -> bool:
    """Its host, and admins."""
    return user.is_staff or user.pk == group.meeting.host_id


def can_join_group(user: User, group: Group) -> bool:
    """Everybody who is in the cohort, but the host and who is kept apart from them."""
    members = Enrolment.objects.of(user).filter(cohort=group.meeting.cohort_id, confirmed_at__isnull=False)
    return user.pk != group.meeting.host_id and members.exists() and not are_apart([user, group.meeting.host])


def came_to(user: User, meeting: Session) -> bool:
    """A guest of a session that was held, who did not miss it."""
    seats = (seat for seat in meeting.seats if seat.person_id == user.pk and user != meeting.host)
    return meeting.status == Session.Status.HELD and any(seat.came is not False for seat in seats)
