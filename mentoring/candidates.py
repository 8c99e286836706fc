"""What the database says about people to be matched, in the words of `pairing`: two queries for any number of people."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, time

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from mentoring import pairing
from mentoring.models import Cohort, Enrolment, Match, WeeklyHours, Wish
from mentoring.pairing import Candidate
from mentoring.slots import Hours, Weekly


def with_free_places(mentors: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Mentors annotated with `free`: their capacity less their live matches (negative when there are too many)."""
    live = Count("matches_as_mentor", filter=~Q(matches_as_mentor__status=Match.Status.ENDED))
    return mentors.annotate(free=F("capacity") - live)


def with_facts(places: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Places together with all that `candidates` reads of them."""
    return places.select_related("person__profile", "application")


def candidates(cohort: Cohort, places: Iterable[Enrolment]) -> dict[Enrolment, Candidate]:
    """Each place of one cohort as `pairing` sees it, in a week early in the cohort."""
    places = list(places)
    people = [place.person_id for place in places]
    monday = pairing.reference_monday(max(timezone.now(), datetime.combine(cohort.starts_on, time(), tzinfo=UTC)))
    hours, wishes = _hours(people), _wishes(cohort, people)
    return {place: _candidate(place, hours[place.person_id], wishes, monday) for place in places}


def _candidate(place: Enrolment, hours: list[Weekly], wishes: dict, monday) -> Candidate:
    profile, application = _or_none(place.person, "profile"), _or_none(place, "application")
    return Candidate(
        key=place.person_id,
        name=place.person.name,
        free=getattr(place, "free", 0),
        week=pairing.week_of(Hours(place.person.zone, tuple(hours)), monday),
        tracks=frozenset(application.tracks if application else []),
        languages=frozenset(profile.languages if profile else []),
        field=profile.field if profile else "",
        wishes=frozenset(wishes[place.person_id, Wish.Kind.PREFER.value]),
        avoids=frozenset(wishes[place.person_id, Wish.Kind.AVOID.value]),
    )


def _or_none(row, name: str):
    try:
        return getattr(row, name)
    except ObjectDoesNotExist:
        return None


def _hours(people: list[int]) -> dict[int, list[Weekly]]:
    by_person = defaultdict(list)
    for person, *facts in WeeklyHours.objects.filter(person__in=people).values_list("person_id", "weekday", "starts", "ends"):
        by_person[person].append(Weekly(*facts))
    return by_person


def _wishes(cohort: Cohort, people: list[int]) -> dict[tuple[int, str], list[int]]:
    by_person = defaultdict(list)
    for person, kind, about in Wish.objects.filter(cohort=cohort, person__in=people).values_list("person_id", "kind", "about_id"):
        by_person[person, kind].append(about)
    return by_person
