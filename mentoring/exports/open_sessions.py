"""Open hours and group sessions, which belong to no pair: how many came, and nothing of who or what was said."""

from django.db.models import Count, F, Q

from mentoring.exports.columns import Column, Export, at, queried
from mentoring.exports.sessions import minutes
from mentoring.models import Attendance, Session

GUESTS = Q(attendances__role=Attendance.Role.GUEST)
IN = GUESTS & Q(attendances__status=Attendance.Status.ACTIVE)


def _sessions(cohort, user):
    counts = {"guests": Count("attendances", filter=IN), "missing": Count("attendances", filter=IN & Q(attendances__came=False))}
    found = cohort.sessions.exclude(format=Session.Format.MATCHED)
    return found.annotate(**counts, time=F("during__endswith") - F("during__startswith")).order_by("during", "pk")


def _columns(cohort) -> list[Column]:
    return [
        at("Begins", "during__startswith"),
        Column("Minutes", "time", minutes),
        Column("Format", "format", lambda value: Session.Format(value).label),
        Column("Kind", "kind__name", lambda name: name or ""),
        Column("Title", "group__title", lambda title: title or ""),
        Column("Host", "host__name"),
        Column("State", "status", lambda value: Session.Status(value).label),
        Column("Guests", "guests"),
        Column("Seats", "group__capacity", lambda seats: seats or 1),
        Column("Missing", "missing"),
    ]


OPEN_SESSIONS = Export(
    "open_sessions", "Open hours and groups", "Each session that belongs to no pair, and how many came.", queried(_sessions, _columns)
)
