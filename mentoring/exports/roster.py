"""The roster in exactly the columns its import reads, so that a file that comes back unchanged changes nothing."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, When

from gurukool.lib.spreadsheets import neutralised
from mentoring.exports.columns import Column, Export, listed, queried
from mentoring.exports.hours import hours, weekly
from mentoring.models import Role, Wish


def items(values: list[str] | None) -> str:
    """A list the import takes apart again: each item is neutralised for itself."""
    return listed([neutralised(value) for value in values or []])


def _people(cohort, user):
    return cohort.enrolments.present().order_by("person__name", "pk")


def _wishes(kind):
    theirs = Wish.objects.filter(cohort=OuterRef("cohort"), person=OuterRef("person"), kind=kind)
    return ArraySubquery(theirs.order_by("about__email").values("about__email"))


def _columns(cohort) -> list[Column]:
    sources = {
        "role": ("role",),
        "email": ("person__email",),
        "full_name": ("person__name",),
        "pronouns": ("person__profile__pronouns",),
        "timezone": ("person__zone",),
        "field": ("person__profile__field",),
        "career_stage": ("person__profile__stage",),
        "organisation": ("person__profile__organisation",),
        "tracks": ("application__tracks", items),
        "languages": ("person__profile__languages", items),
        "linkedin": ("person__profile__linkedin",),
        "english_help": ("person__profile__english_help",),
        "capacity": (Case(When(role=Role.MENTOR, then=F("capacity"))),),
        "goals_or_offer": ("application__goals_or_offer",),
        "available": (weekly(), hours),
        "wishes": (_wishes(Wish.Kind.PREFER), items),
        "avoid": (_wishes(Wish.Kind.AVOID), items),
    }
    return [Column(heading, *source) for heading, source in sources.items()]


ROSTER = Export(
    "roster",
    "Roster",
    "Everybody who has a place, in the columns the roster import reads: change it and import it again.",
    queried(_people, _columns),
    private="Wishes are private to those who wrote them and to admins; blank the last two columns before you pass it on.",
)
