"""How often and how long each pair met: counts and times, nothing of what was said."""

from datetime import timedelta

from django.db.models import Count, F, Max, Min, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from mentoring.exports.columns import Column, Export, at, queried
from mentoring.models import Match, Move, Preparation, Session

HELD, BOOKED = Q(sessions__status=Session.Status.HELD), Q(sessions__status=Session.Status.BOOKED)


def _pairs(cohort, user):
    """Each pair that has come about, and what there is of its sessions."""
    length, start = F("sessions__during__endswith") - F("sessions__during__startswith"), "sessions__during__startswith"
    counts = {status: Count("sessions", filter=Q(sessions__status=status)) for status in Session.Status.values}
    times = {"first": Min(start, filter=HELD), "last": Max(start, filter=HELD), "next": Min(start, filter=BOOKED)}
    counts |= {"prepared": _number(Preparation.objects.filter(ready_at__isnull=False)), "moved": _number(Move.objects.all())}
    known = cohort.matches.filter(status__in=Match.KNOWN)
    return known.annotate(**counts, **times, time=Sum(length, filter=HELD)).order_by("mentee__person__name", "pk")


def _number(rows) -> Coalesce:
    """How many of these rows there are about sessions of the pair at hand."""
    theirs = rows.filter(meeting__match=OuterRef("pk")).order_by().values("meeting__match")
    return Coalesce(Subquery(theirs.annotate(number=Count("pk")).values("number")), 0)


def _columns(cohort) -> list[Column]:
    return [
        Column("Mentee", "mentee__person__name"),
        Column("Mentor", "mentor__person__name"),
        *[Column(status.label.capitalize(), status.value) for status in Session.Status],
        Column("Prepared", "prepared"),
        Column("Moved", "moved"),
        Column("Minutes together", "time", minutes),
        at("First session", "first"),
        at("Latest session", "last"),
        at("Next session", "next"),
    ]


def minutes(time: timedelta | None) -> int:
    return round(time.total_seconds() / 60) if time else 0


SAYS = "How often and how long each pair met; nothing of what was said. Open hours and groups have a file of their own."
SESSIONS = Export("sessions", "Sessions", SAYS, queried(_pairs, _columns))
