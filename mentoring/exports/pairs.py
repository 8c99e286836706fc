"""Who was put together with whom, what people wished for, and the runs of matching."""

from django.db.models import Count

from mentoring.exports.columns import Column, Export, at, listed, queried, yes
from mentoring.models import Match, Proposal, Wish


def _matches(cohort, user):
    return cohort.matches.order_by("status", "mentee__person__name", "pk")


def _match_columns(cohort) -> list[Column]:
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


def _wishes(cohort, user):
    return cohort.wishes.order_by("person__name", "about__name", "pk")


def _wish_columns(cohort) -> list[Column]:
    return [
        Column("Who", "person__name"),
        Column("Their e-mail", "person__email"),
        Column("Wish", "kind", lambda kind: Wish.Kind(kind).label),
        Column("About", "about__name"),
        Column("About, e-mail", "about__email"),
    ]


def _proposals(cohort, user):
    return cohort.proposals.annotate(pairs=Count("matches")).order_by("created_at", "pk")


def _proposal_columns(cohort) -> list[Column]:
    return [
        at("Asked for", "created_at"),
        Column("By", "by__name"),
        Column("Kind", "mode"),
        Column("Hours in common, at least", "min_hours"),
        Column("State", "status", lambda status: Proposal.Status(status).label),
        Column("Pairs it holds now", "pairs"),
        Column("Left unmatched", "unmatched", len),
        Column("Points", "score"),
        Column("Blocking pairs", "blocking_pairs"),
        at("Ready", "finished_at"),
        at("Chosen", "chosen_at"),
    ]


EXPORTS = [
    Export(
        "matches",
        "Matches",
        "Every pair, drafted, proposed, confirmed or ended, with its reasons.",
        queried(_matches, _match_columns),
        "Reasons tell of wishes, and why a match ended is for admins.",
    ),
    Export(
        "wishes",
        "Wishes",
        "Who would like to work with whom, and who would rather not.",
        queried(_wishes, _wish_columns),
        "Wishes are private to those who wrote them and to admins.",
    ),
    Export("proposals", "Proposals", "Each run of matching and what came of it.", queried(_proposals, _proposal_columns)),
]
