"""What people wished for."""

from mentoring.exports.columns import Column, Export, queried
from mentoring.models import Wish


def _wishes(cohort, user):
    return cohort.wishes.order_by("person__name", "about__name", "pk")


def _columns(cohort) -> list[Column]:
    return [
        Column("Who", "person__name"),
        Column("Their e-mail", "person__email"),
        Column("Wish", "kind", lambda kind: Wish.Kind(kind).label),
        Column("About", "about__name"),
        Column("About, e-mail", "about__email"),
    ]


WISHES = Export(
    "wishes",
    "Wishes",
    "Who would like to work with whom, and who would rather not.",
    queried(_wishes, _columns),
    "Wishes are private to those who wrote them and to admins.",
)
