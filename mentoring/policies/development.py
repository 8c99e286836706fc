"""Goals, plans, agreements and what was agreed: the mentee owns them, the mentor reads along."""

from mentoring.models import ActionItem, Enrolment, Goal, Match, Plan, Role, Session, User
from mentoring.policies.matches import can_converse
from mentoring.policies.places import can_assess
from mentoring.policies.sessions import attends


def can_set_goals(user: User, place: Enrolment) -> bool:
    """Goals belong to the mentee (rule M2)."""
    return place.role == Role.MENTEE and can_assess(user, place)


def can_read_goals(user: User, place: Enrolment) -> bool:
    """The mentee, and the mentor they are matched with."""
    matched = Match.objects.confirmed().filter(mentee=place, mentor__person=user)
    return can_set_goals(user, place) or matched.exists()


def can_comment(user: User, on: Goal | Plan) -> bool:
    """The mentee and the mentor: whoever may read it, while the match lasts."""
    return can_read_goals(user, on.place) and (on.place.person_id == user.pk or getattr(on, "shared_at", True) is not None)


def can_plan(user: User, place: Enrolment) -> bool:
    """A plan is the mentee's own."""
    return can_set_goals(user, place)


def can_agree(user: User, match: Match) -> bool:
    """The two people, while the match lasts: on what each will do, and on how they work together."""
    return can_converse(user, match)


def can_draft_agreement(user: User, match: Match) -> bool:
    """The mentee writes the first version (rule M2); afterwards either of the two may change it."""
    return can_agree(user, match) and (user == match.guest or match.agreements.exists())


def can_do_item(user: User, item: ActionItem) -> bool:
    """Whose it is says that it is done."""
    return item.person_id == user.pk and can_agree(user, item.match)


def can_look_back(user: User, meeting: Session) -> bool:
    """Write down what was agreed: either of the two, once a session of theirs is over."""
    is_theirs = meeting.match_id is not None and meeting.is_over and attends(user, meeting)
    return is_theirs and meeting.status in {Session.Status.BOOKED, Session.Status.HELD} and can_agree(user, meeting.match)
