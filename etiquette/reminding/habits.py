"""How people like to be reached, read from their rows: the impure side of `quiet`."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from etiquette.models import Absence, MailPreference
from etiquette.reminding.quiet import Habits


def absences_of(people: Iterable) -> dict[int, list[tuple[date, date]]]:
    """The days each of these people is away, by their key; one query for all."""
    away = defaultdict(list)
    for absence in Absence.objects.filter(person__in=people):
        away[absence.person_id].append((absence.starts_on, absence.ends_on))
    return away


def habits_of(person, away: Iterable[tuple[date, date]] = ()) -> Habits:
    """A person's habits; their `mail_preference` should be at hand (select_related)."""
    likes = getattr(person, "mail_preference", None)
    return habits_from(likes, away) if likes else Habits(person.tz, away=away)


def habits_from(likes: MailPreference, away: Iterable[tuple[date, date]] = ()) -> Habits:
    """The habits somebody has chosen."""
    return Habits(likes.person.tz, likes.quiet_from, likes.quiet_until, likes.digest, away)


def wants(person, kind: str) -> bool:
    """Whether a person takes mails of this kind, essential ones apart."""
    return kind not in getattr(getattr(person, "mail_preference", None), "unsubscribed", [])
