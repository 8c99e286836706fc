"""Giving a mentor a warm sentence (rule I4)."""

from django.db import transaction
from django.utils import timezone

from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.models import Enrolment, Kudos, News, User
from mentoring.selectors import diary


@transaction.atomic
def give(place: Enrolment, by: User, *, text: str) -> Kudos:
    """Tell the mentor who holds `place`; one a week, the week being the giver's own from Monday on. The same words twice are one.

    Raises Refused for a second one in a week; PermissionDenied unless both take part in the cohort.
    """
    policies.demand(policies.can_give_kudos, by, place)
    monday = diary.week_of(timezone.now(), by)[0].astimezone(by.tz).date()
    facts = {"cohort": place.cohort, "text": text}
    kudos, is_new = Kudos.objects.get_or_create(sender=by, recipient=place.person, week=monday, defaults=facts)
    if not is_new and kudos.text != text:
        name = place.person.get_short_name()
        raise Refused(f"{name} has your kudos of this week already; the next one can follow on Monday. Thank you for meaning it twice.")
    if is_new:
        News.objects.tell(place.person, "kudos", f"{by.name}: {text}"[:300], kudos)
    return kudos
