"""The runs of matching."""

from django.db.models import Count

from mentoring.exports.columns import Column, Export, at, queried
from mentoring.models import Proposal


def _proposals(cohort, user):
    return cohort.proposals.annotate(pairs=Count("matches")).order_by("created_at", "pk")


def _columns(cohort) -> list[Column]:
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


PROPOSALS = Export("proposals", "Proposals", "Each run of matching and what came of it.", queried(_proposals, _columns))
