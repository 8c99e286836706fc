"""Every place there ever was in a cohort, and what became of it."""

from mentoring.exports.columns import Column, Export, at, queried


def _places(cohort, user):
    return cohort.enrolments.order_by("person__name", "pk")


def _columns(cohort) -> list[Column]:
    return [
        Column("Name", "person__name"),
        Column("E-mail", "person__email"),
        Column("Role", "role"),
        Column("Mentees they can take", "capacity"),
        at("Invited", "invited_at"),
        at("Confirm by", "confirm_by"),
        at("Confirmed", "confirmed_at"),
        at("Left", "left_at"),
        Column("Why they left", "leave_reason"),
    ]


PLACES = Export(
    "places",
    "Places",
    "Who was offered a place, took it, gave it back or left, and when.",
    queried(_places, _columns),
    "Why somebody left is for admins.",
)
