"""The roster in exactly the columns its import reads, so that a file that comes back unchanged changes nothing."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, When
from django.db.models.functions import JSONObject

from gurukool.lib.spreadsheets import neutralised
from mentoring.exports.columns import Column, Export, listed, queried
from mentoring.models import Role, WeeklyHours, Wish
from mentoring.rosters import COLUMNS

DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def items(values: list[str] | None) -> str:
    """A list the import takes apart again: each item is neutralised for itself."""
    return listed([neutralised(value) for value in values or []])


def hours(ranges: list[dict]) -> str:
    """Weekly hours as the import reads them: none past midnight, none that overlap."""
    joined = []
    for day, starts, ends in sorted(part for each in ranges for part in _within_days(each["day"], each["starts"][:5], each["ends"][:5])):
        if joined and joined[-1][0] == day and starts < joined[-1][2]:
            starts, ends = joined[-1][1], max(ends, joined.pop()[2])
        joined.append((day, starts, ends))
    return "; ".join(f"{DAYS[day]} {starts}-{ends}" for day, starts, ends in joined)


def _within_days(day: int, starts: str, ends: str) -> list[tuple[int, str, str]]:
    if ends == "00:00":
        return [(day, starts, "24:00")]
    return [(day, starts, ends)] if starts < ends else [(day, starts, "24:00"), ((day + 1) % 7, "00:00", ends)]


def _people(cohort, user):
    return cohort.enrolments.present().order_by("person__name", "pk")


def _wishes(kind):
    theirs = Wish.objects.filter(cohort=OuterRef("cohort"), person=OuterRef("person"), kind=kind)
    return ArraySubquery(theirs.order_by("about__email").values("about__email"))


def _columns(cohort) -> list[Column]:
    weekly = WeeklyHours.objects.filter(person=OuterRef("person")).order_by()
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
        "available": (ArraySubquery(weekly.values(json=JSONObject(day="weekday", starts="starts", ends="ends"))), hours),
        "wishes": (_wishes(Wish.Kind.PREFER), items),
        "avoid": (_wishes(Wish.Kind.AVOID), items),
    }
    return [Column(heading, *sources[heading]) for heading in COLUMNS]


ROSTER = Export(
    "roster",
    "Roster",
    "Everybody who has a place, in the columns the roster import reads: change it and import it again.",
    queried(_people, _columns),
    private="Wishes are private to those who wrote them and to admins; blank the last two columns before you pass it on.",
)
EXPORTS = [ROSTER]
