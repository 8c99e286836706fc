"""Who was put together with whom, and why."""

from mentoring.exports.columns import Column, Export, at, listed, queried, yes
from mentoring.models import Match


def _matches(cohort, user):
    return cohort.matches.order_by("status", "mentee__person__name", "pk")


def _columns(cohort) -> list[Column]:
    return [
        Column("Mentee", "mentee__person__name"),
        Column("Mentee's e-mail", "mentee__person__email"),
        Column("Mentor", "mentor__person__name"),
        Column("Mentor's e-mail", "mentor__person__email"),
        Column("State", "status", lambda status: Match.Status(status).label),
        at("From the proposal of", "proposal__created_at"),
        Column("Points", "score"),
        Column("Reasons", "reasons", listed),
        Column("Locked", "locked", yes),
        at("Confirmed", "confirmed_at"),
        at("Ended", "ended_at"),
        Column("Ended by", "ended_by__name"),
        Column("Why it ended", "end_reason"),
    ]


MATCHES = Export(
    "matches",
    "Matches",
    "Every pair, drafted, proposed, confirmed or ended, with its reasons.",
    queried(_matches, _columns),
    "Reasons tell of wishes, and why a match ended is for admins.",
)
