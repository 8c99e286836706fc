"""At the end of a cohort every mentor gets all the thanks in one letter, with the hours they gave (rules G3 and I4)."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from etiquette import outbox
from etiquette.models import Email, ThankYou
from gurukool.lib.dates import today_anywhere
from mentoring.models import Cohort, Enrolment, News
from mentoring.selectors.given import given

KIND = "thanks_digest"
NOTES_SHOWN = 50
CATCH_UP = timedelta(days=14)  # after so long a thank-you for a cohort that is over would only surprise


def thank_mentors(now: datetime | None = None) -> int:
    """Write the letters of cohorts that have just ended; says how many. Safe to run twice, and twice at once."""
    now = now or timezone.now()
    over = Q(ends_on__lt=today_anywhere(now), ends_on__gte=now.date() - CATCH_UP) | Q(closed_at__gt=now - CATCH_UP, closed_at__lte=now)
    thanked = Email.objects.filter(kind=KIND, about_id=OuterRef("pk"))
    ended = Cohort.objects.filter(over, ~Exists(thanked), approved_at__isnull=False)
    return sum(_thank(cohort) for cohort in ended)


@transaction.atomic
def _thank(cohort: Cohort) -> int:
    places = Enrolment.objects.present().mentors().filter(cohort=cohort, confirmed_at__isnull=False, person__is_active=True)
    mentors = [place.person for place in places.select_related("person")]
    hours, notes = given(cohort, mentors), defaultdict(list)
    for note in ThankYou.objects.filter(scope=cohort.pk, recipient__in=mentors).select_related("sender").prefetch_related("follow_ups"):
        notes[note.recipient_id].append(note)
    outbox.post_all(_letter(cohort, mentor, notes[mentor.pk], hours[mentor.pk]) for mentor in mentors)
    line = {"tag": "thanks", "text": f"{cohort} is over. All the thanks you got, in one place.", "url": reverse("thanks:list")}
    News.objects.bulk_create(News(person=mentor, **line) for mentor in mentors)
    return len(mentors)


def _letter(cohort: Cohort, mentor, notes: list[ThankYou], hours) -> outbox.Posting:
    context = {"cohort": cohort, "notes": notes[:NOTES_SHOWN], "count": len(notes), "hours": hours}
    context |= {"url": reverse("thanks:list"), "button": "Read them all"}
    return outbox.Posting(KIND, mentor, "mentoring/email/thanks_digest", context, f"thanks-digest:{cohort.pk}:{mentor.pk}", about=cohort)
