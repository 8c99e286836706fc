"""What an absence means for others: free time, a kind word to those one mentors, and sessions that would have to move."""

from django.utils import timezone

from etiquette.models import Absence
from mentoring.actions import freetime
from mentoring.models import Match, News, Session, User


def follow(person: User, absence: Absence | None) -> None:
    """Refresh who is free when; tell their mentees of a new absence, in the transaction that stores it."""
    freetime.refresh([person])
    if absence is not None:
        for match in Match.objects.confirmed().filter(mentor__person=person).with_people():
            News.objects.tell(match.mentee.person, "away", _kindly(person, absence), about=match)
        _offer_to_move(person, absence)


def _offer_to_move(person: User, absence: Absence) -> None:
    """Nothing moves a session but its people: lead who goes away to each they have meanwhile, where both can agree on another hour."""
    meanwhile = Session.objects.coming(timezone.now()).of(person).filter(during__overlap=absence.span)
    for meeting in meanwhile.with_people():
        when = f"{meeting.starts_at.astimezone(person.tz):%-d %B}"
        News.objects.tell(person, "session", f"You have a session on {when}, while you are away. You can move it.", about=meeting)


def _kindly(person: User, absence: Absence) -> str:
    last = "" if absence.starts_on == absence.ends_on else f" to {absence.ends_on:%-d %B}"
    return f"{person.get_short_name()} is away {absence.starts_on:%-d %B}{last} and will be glad to hear from you afterwards."
