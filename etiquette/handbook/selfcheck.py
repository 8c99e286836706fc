"""Who has been through the self-check. What they answered stays in their own login session and is never a row."""

from etiquette.handbook.scenes import scenes
from etiquette.models import SelfCheck

KEPT_AS = "self_check"  # in the login session: scene number → choice number


def answers(login_session) -> dict[int, int]:
    """What was answered in this browser: scene number → choice number, both from 0; answers that fit no scene (any more) are left out."""
    kept = {int(at): choice for at, choice in login_session.get(KEPT_AS, {}).items()}
    return {at: choice for at, choice in kept.items() if at < len(scenes()) and choice < len(scenes()[at].choices)}


def answer(login_session, person, at: int, choice: int) -> None:
    """Keep one answer in the login session; with the last one a signed-in person has done the check."""
    given = {**answers(login_session), at: choice}
    login_session[KEPT_AS] = given
    if len(given) == len(scenes()) and person.is_authenticated:
        SelfCheck.objects.update_or_create(person=person, defaults={"put_aside": False})


def forget(login_session) -> None:
    """The answers are gone."""
    login_session.pop(KEPT_AS, None)


def put_aside(person) -> None:
    """They would rather not be asked again; who has done it has done it."""
    SelfCheck.objects.get_or_create(person=person, defaults={"put_aside": True})
