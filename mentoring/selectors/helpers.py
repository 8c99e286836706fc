"""Who in a cohort is happy to help with English, and has the fewest drafts in hand."""

from django.db.models import Count, Q
from django.utils import timezone

from etiquette.models import Absence
from mentoring.models import Enrolment, Reading, User


def least_busy(author: User, besides: list[int]) -> tuple[User, Enrolment] | tuple[None, None]:
    """The volunteer to ask next, and their place in a cohort the author is in, too; (None, None) where there is nobody.

    `besides`: keys of people not to ask. Who is away today is not asked; the fewest drafts in hand come first, then in all.
    """
    today = timezone.localdate()
    away = Absence.objects.filter(starts_on__lte=today, ends_on__gte=today).values("person")
    cohorts = Enrolment.objects.of(author).filter(confirmed_at__isnull=False).values("cohort")
    places = Enrolment.objects.present().filter(cohort__in=cohorts, confirmed_at__isnull=False, person__is_active=True)
    open_ones = Count("person__readings_to_do", filter=Q(person__readings_to_do__status__in=Reading.PENDING))
    volunteers = places.filter(person__profile__english_help="offers").exclude(person__in=[author.pk, *besides]).exclude(person__in=away)
    ranked = volunteers.annotate(in_hand=open_ones, in_all=Count("person__readings_to_do")).order_by("in_hand", "in_all", "person")
    place = ranked.select_related("person", "cohort").first()
    return (place.person, place) if place else (None, None)
