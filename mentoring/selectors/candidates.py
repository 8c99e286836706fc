"""What the database says about people to be matched, in the words of `pairing`: a few queries for any number of people."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, time
from functools import lru_cache

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from mentoring import pairing
from mentoring.models import Cohort, Enrolment, Match, WeeklyHours, Wish
from mentoring.pairing import Candidate, Terms
from mentoring.slots import Hours, Weekly


def with_free_places(mentors: QuerySet[Enrolment], taken_by: Iterable[str] = Match.LIVE) -> QuerySet[Enrolment]:
    """Mentors annotated with `free`: their capacity less their matches (negative when there are too many)."""
    taken = Count("matches_as_mentor", filter=Q(matches_as_mentor__status__in=list(taken_by)))
    return mentors.annotate(free=F("capacity") - taken)


def with_facts(places: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Places together with all that `candidates` reads of them."""
    return places.select_related("person__profile", "application")


def terms(cohort: Cohort, min_hours: int = 1) -> Terms:
    """Hours are compared in a week early in the cohort, or now if that is later."""
    begins = datetime.combine(cohort.starts_on, time(), tzinfo=UTC)
    return Terms(pairing.reference_monday(max(timezone.now(), begins)), min_hours)


def candidates(cohort: Cohort, places: Iterable[Enrolment]) -> dict[Enrolment, Candidate]:
    """Each place of one cohort as `pairing` sees it, named by the place's key."""
    places = list(places)
    key_of = {place.person_id: str(place.pk) for place in places}
    monday, hours, named = terms(cohort).monday, _hours(key_of), _named(cohort, key_of)
    return {place: _candidate(place, hours[place.person_id], named[place.person_id], monday) for place in places}


def _candidate(place: Enrolment, hours: list[Weekly], named: dict, monday: datetime) -> Candidate:
    profile, application = _or_none(place.person, "profile"), _or_none(place, "application")
    zone = place.person.zone
    return Candidate(
        key=str(place.pk),
        name=place.person.name,
        free=getattr(place, "free", 0),
        week=pairing.week_bits(Hours(zone, tuple(hours)), monday) if hours else _waking_hours(zone, monday),
        zone=zone,
        assumed=not hours,
        tracks=frozenset(application.tracks if application else []),
        languages=frozenset(profile.languages if profile else []),
        field=profile.field if profile else "",
        stage=profile.stage if profile else "",
        **{name: frozenset(keys) for name, keys in named.items()},
    )


_waking_hours = lru_cache(maxsize=1024)(pairing.waking_hours)


def _or_none(row, name: str):
    try:
        return getattr(row, name)
    except ObjectDoesNotExist:
        return None


def _hours(people: Iterable[int]) -> dict[int, list[Weekly]]:
    by_person = defaultdict(list)
    rows = WeeklyHours.objects.filter(person__in=list(people)).order_by("weekday", "starts")
    for person, *facts in rows.values_list("person_id", "weekday", "starts", "ends"):
        by_person[person].append(Weekly(*facts))
    return by_person


NAMED = {Wish.Kind.PREFER: "wishes", Wish.Kind.AVOID: "avoids", Wish.Kind.CONFLICT: "conflicts"}


def _named(cohort: Cohort, key_of: dict[int, str]) -> dict[int, dict[str, list[str]]]:
    """Whom each person wishes for, avoids, has a conflict of interest with, or was matched with before."""
    named: dict = defaultdict(lambda: defaultdict(list))
    wishes = Wish.objects.filter(cohort=cohort, person__in=list(key_of)).values_list("person_id", "kind", "about_id")
    for person, kind, about in wishes:
        if about in key_of:
            named[person][NAMED[Wish.Kind(kind)]].append(key_of[about])
    ended = Match.objects.filter(cohort=cohort, status=Match.Status.ENDED)
    for mentee, mentor in ended.values_list("mentee__person_id", "mentor__person_id"):
        if mentee in key_of and mentor in key_of:
            named[mentee]["apart"].append(key_of[mentor])
    return named
