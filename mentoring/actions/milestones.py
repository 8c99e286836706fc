"""What a cohort's calendar asks of its people by itself: half-way, and at the end. Sweeps, safe to run twice at once."""

from datetime import datetime, timedelta

from django.utils import timezone

from etiquette.occasions import Happening, Owes, happened_for_all, redate
from gurukool.lib.dates import start_of_day_utc
from mentoring.actions.development import ENDING, Taken
from mentoring.models import Cohort, Signature

LOOK_BACK = timedelta(days=14)  # a server that slept so long catches up; who comes later is not asked about what is past


def reach() -> int:
    """Ask whoever has not done it for what a date calls for now; says how many duties were considered."""
    now, asked = timezone.now(), 0
    for cohort in Cohort.objects.filter(starts_on__lte=now.date(), ends_on__gte=now.date() - timedelta(days=1), closed_at__isnull=True):
        middle = start_of_day_utc(cohort.midpoint)
        if middle <= now < middle + LOOK_BACK:
            asked += _look_again(cohort, Taken.MIDPOINT, "midpoint_reached", middle) + _revisit(cohort, middle)
        if cohort.ends_at - ENDING <= now < cohort.ends_at:
            asked += _look_again(cohort, Taken.END, "end_near", cohort.ends_at)
    return asked


def follow_the_dates(cohort: Cohort) -> None:
    """What is owed by a mid-point or an end that moved is owed by the new one (two queries each)."""
    middle, places = start_of_day_utc(cohort.midpoint), cohort.enrolments.values("pk")
    redate("midpoint_reached", abouts=places, at=middle)
    redate("agreement_half_way", abouts=cohort.matches.values("pk"), at=middle)
    redate("end_near", abouts=places, at=cohort.ends_at)


def _look_again(cohort: Cohort, taken: str, occasion: str, at: datetime) -> int:
    """Everybody who looked at themselves before, and has not done so this time."""
    places = cohort.enrolments.taking_part().filter(self_assessments__taken=Taken.START).exclude(self_assessments__taken=taken)
    asked = [Happening(place, at, [Owes(place.role, place.person)], key=taken) for place in places.select_related("person")]
    return happened_for_all(occasion, asked, scope=cohort)


def _revisit(cohort: Cohort, middle: datetime) -> int:
    """Everybody whose signature under the version that holds is from before the middle, and not confirmed since."""
    matches = cohort.matches.confirmed().filter(agreements__isnull=False).distinct().with_people()
    fresh = set(_spoken_since(cohort, middle))
    asked = []
    for match in matches:
        sides = [("mentee", match.guest, match.host), ("mentor", match.host, match.guest)]
        people = [Owes(role, person, to=other) for role, person, other in sides if (match.pk, person.pk) not in fresh]
        asked.append(Happening(match, middle, people))
    return happened_for_all("agreement_half_way", asked, scope=cohort)


def _spoken_since(cohort: Cohort, middle: datetime):
    """(match, person) of who signed or confirmed from the middle on."""
    signed = Signature.objects.filter(agreement__match__cohort=cohort)
    spoken = signed.filter(created_at__gte=middle) | signed.filter(confirmed_at__gte=middle)
    return spoken.values_list("agreement__match", "person")
