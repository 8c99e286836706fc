"""Who books, moves, prepares, settles and disputes a session."""

from django.utils import timezone

from mentoring.models import Cohort, Dispute, Enrolment, Match, OpenPair, Session, User
from mentoring.models.sessions import CORRECTABLE
from mentoring.policies.places import asks_to_look_first, has_looked_first


def can_book(user: User, pair: Match | OpenPair) -> bool:
    """The mentee books (rule M2: the mentee keeps the relationship moving)."""
    return user == pair.guest and pair.takes_bookings


def can_use_open_hours(user: User, cohort: Cohort) -> bool:
    """Its mentees, where the cohort has open hours, while it lasts."""
    return cohort.has_open_hours and Enrolment.objects.taking_part().mentees().filter(cohort=cohort, person=user).exists()


def is_ready_to_book(user: User, pair: Match | OpenPair) -> bool:
    """Who has looked at themselves (rule M1); and where they meet already, or their cohort does not ask for it, everybody."""
    return has_looked_first(user, pair.cohort) or pair.sessions.exists() or not asks_to_look_first(pair.cohort)


def attends(user: User, meeting: Session) -> bool:
    return user in meeting.people


def is_one_of_two(user: User, meeting: Session) -> bool:
    """Either side of a session in which two people meet."""
    return not meeting.is_group and attends(user, meeting)


def can_cancel(user: User, meeting: Session) -> bool:
    """Either side, until it begins."""
    return is_one_of_two(user, meeting) and meeting.is_booked and not meeting.has_begun


def can_move(user: User, meeting: Session) -> bool:
    """Either side of a session of two, until it begins."""
    return is_one_of_two(user, meeting) and meeting.is_booked and not meeting.has_begun


def can_swap(user: User, one: Session, other: Session) -> bool:
    """Whoever could move both: the host of two sessions as long as each other, or the guest of two with the same host."""
    is_alike = one != other and one.host_id == other.host_id and one.minutes == other.minutes
    return is_alike and can_move(user, one) and can_move(user, other)


def can_prepare(user: User, meeting: Session) -> bool:
    """The guest, until the session is over."""
    return user == meeting.guest and not meeting.is_group and meeting.is_booked and not meeting.is_over


def can_settle(user: User, meeting: Session) -> bool:
    """Either side says whether they met, once it is over; what was only assumed can still be corrected."""
    return is_one_of_two(user, meeting) and meeting.is_over and (meeting.is_booked or meeting.is_assumed)


def can_dispute(user: User, meeting: Session) -> bool:
    """Whoever somebody else named as missing says so within two weeks, once; of a group nothing is kept that could be disputed."""
    if meeting.is_group or meeting.settled_by_id in {None, user.pk} or meeting.settled_at < timezone.now() - CORRECTABLE:
        return False
    is_named = any(seat.person_id == user.pk and seat.came is False for seat in meeting.seats)
    return is_named and not Dispute.objects.filter(attendance__meeting=meeting, attendance__person=user).exists()


def can_decide_dispute(user: User, dispute: Dispute) -> bool:
    """Admins, but never about a session of their own."""
    return user.is_staff and not attends(user, dispute.attendance.meeting)
