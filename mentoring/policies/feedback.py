"""Who thanks, gives feedback, asks for it or for a letter, and answers."""

from mentoring.models import Feedback, Match, Session, User
from mentoring.models.requests import Request
from mentoring.policies.groups import came_to
from mentoring.policies.people import are_apart
from mentoring.policies.sessions import is_one_of_two


def _speaking(user: User, meeting: Session) -> list[User]:
    """Whom a note about a session concerns: the two; of a group its host, and who writes."""
    return [user, meeting.host] if meeting.is_group else meeting.people


def can_thank(user: User, meeting: Session) -> bool:
    """The guest thanks the host for a session that was held; of a group everyone who came."""
    return came_to(user, meeting) and not are_apart(_speaking(user, meeting))


def can_give_feedback(user: User, meeting: Session) -> bool:
    """Both, on a session that was held; of a group everyone who came, to the host."""
    is_pair = is_one_of_two(user, meeting) and meeting.status == Session.Status.HELD
    return (is_pair or (meeting.is_group and came_to(user, meeting))) and not are_apart(_speaking(user, meeting))


def can_ask_feedback_of(user: User, mentor: User) -> bool:
    """A mentee of the mentor's; and whoever was their guest in an hour that was held; nobody who is kept apart from them."""
    is_match = Match.objects.confirmed().filter(mentor__person=mentor, mentee__person=user).exists()
    knows = is_match or Session.objects.of(user).filter(host=mentor, status=Session.Status.HELD).exists()
    return user != mentor and knows and not are_apart([user, mentor])


def made_request(user: User, request: Request) -> bool:
    """Who asked."""
    return request.asker_id == user.pk


def received_request(user: User, request: Request) -> bool:
    """Who was asked."""
    return request.asked_id == user.pk


def can_reply_to_feedback(user: User, feedback: Feedback) -> bool:
    """The one it was written for."""
    return feedback.recipient_id == user.pk and not are_apart([feedback.author, feedback.recipient])
