"""The moments that have a checklist: what each is about, and whose list is whose."""

from etiquette.checklists.moments import Moment, register_checklists, register_moment
from mentoring.defaults.checklists import CHECKLISTS
from mentoring.models import Application, Enrolment, Match, Role, Session


def announce() -> None:
    """Register moments and default lists; called once when the app is ready."""
    for moment in MOMENTS:
        register_moment(moment)
    register_checklists(CHECKLISTS)


def _find(rows):
    """A finder in `rows(user)`: the row with this key if `user` may see it, else None."""
    return lambda user, key: rows(user).filter(pk=key).first()


def _own_role(user, place: Enrolment) -> str | None:
    is_in = place.person_id == user.pk and place.confirmed_at is not None and place.left_at is None
    return str(place.role) if is_in else None


def _writes_introduction(user, place: Enrolment) -> str | None:
    return _own_role(user, place) if place.role == Role.MENTEE else None


def _side(user, match: Match) -> str | None:
    if match.status != Match.Status.CONFIRMED or user not in match.people:
        return None
    return "mentee" if user == match.mentee.person else "mentor"


def _seat(user, meeting: Session) -> str:
    return "mentor" if meeting.host_id == user.pk else "mentee"


def _applicant(user, application: Application) -> str | None:
    return "applicant" if application.person_id == user.pk else None


def _cohort(thing):
    return thing.cohort_id


_applications = _find(lambda user: Application.objects.visible_to(user).select_related("cohort"))
_places = _find(lambda user: Enrolment.objects.visible_to(user).select_related("cohort", "person"))
_matches = _find(lambda user: Match.objects.between(user).with_people())
_sessions = _find(lambda user: Session.objects.visible_to(user).with_people())

MOMENTS = [
    Moment("application", "Applying", _applications, _applicant, _cohort),
    Moment("introduction", "Introducing oneself", _places, _writes_introduction, _cohort),
    Moment("first_contact", "First contact", _matches, _side, _cohort),
    Moment("before_session", "Before a session", _sessions, _seat, _cohort),
    Moment("during_session", "During a session", _sessions, _seat, _cohort),
    Moment("after_session", "After a session", _sessions, _seat, _cohort),
    Moment("closing", "Closing", _places, _own_role, _cohort),
]
