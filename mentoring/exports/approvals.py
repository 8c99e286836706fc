"""Who approved the cohort and when, and whether it was taken back."""

from mentoring.exports.columns import Column, Export, at, queried


def _approvals(cohort, user):
    return cohort.approvals.order_by("created_at", "pk")


def _columns(cohort) -> list[Column]:
    return [
        at("Approved", "created_at"),
        Column("By", "by__name"),
        Column("Matches", "matches"),
        at("Taken back", "taken_back_at"),
        Column("Taken back by", "taken_back_by__name"),
        Column("Why", "reason"),
    ]


APPROVALS = Export("approvals", "Approvals", "Each approval of the cohort, and why one was taken back.", queried(_approvals, _columns))
