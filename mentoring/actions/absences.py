"""What a mentor's absence means for others: their free time, and a kind word to those they mentor."""

from etiquette.models import Absence
from mentoring.actions import freetime
from mentoring.models import Match, News, User


def follow(person: User, absence: Absence | None) -> None:
    """Refresh who is free when; tell their mentees of a new absence, in the transaction that stores it."""
    freetime.refresh([person])
    if absence is not None:
        for match in Match.objects.confirmed().filter(mentor__person=person).with_people():
            News.objects.tell(match.mentee.person, "away", _kindly(person, absence), about=match)


def _kindly(person: User, absence: Absence) -> str:
    last = "" if absence.starts_on == absence.ends_on else f" to {absence.ends_on:%-d %B}"
    return f"{person.get_short_name()} is away {absence.starts_on:%-d %B}{last} and will be glad to hear from you afterwards."
