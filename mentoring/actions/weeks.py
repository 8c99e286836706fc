"""The weekly brief: each mentor's week, by mail, on Monday morning on their own clock (rules M7 and I4)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from etiquette import outbox
from etiquette.models import Email
from etiquette.reminding.habits import absences_of, habits_of, wants
from etiquette.reminding.quiet import Habits, back_on
from mentoring.models import Cohort, Enrolment, User
from mentoring.selectors.weeks import Week, weeks

KIND = "week_ahead"
MONDAY = 0
EARLY = timedelta(minutes=20)  # written before the morning it goes, so that the digest of that morning can hold it
MORNING = timedelta(hours=4)  # from the end of the quiet hours on; a brief that would come later in the day comes not at all
STALE = timedelta(hours=12)  # a mail that could not be sent for so long is no brief any more


@transaction.atomic
def brief_mentors(now: datetime | None = None) -> int:
    """Write the briefs whose Monday morning it is; says how many. Safe to run twice, and twice at once: one a person and week.

    Who is away, has unsubscribed, or has an empty week gets none.
    """
    now = now or timezone.now()
    mentors = list(User.objects.active().filter(pk__in=_places(now).values("person")).select_related("mail_preference"))
    away = absences_of(mentors)
    awake = [each for each in mentors if wants(each, KIND) and _is_monday_morning(habits_of(each, away[each.pk]), now)]
    keys = {each: f"week:{each.pk}:{now.astimezone(each.tz).date()}" for each in awake}
    written = set(Email.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    waiting = [each for each in awake if keys[each] not in written]
    found = weeks(waiting, now)
    letters = [_letter(each, found[each.pk], keys[each], now) for each in waiting if not found[each.pk].is_empty]
    return len(outbox.post_all(letters))


def _places(now: datetime):
    """Of mentors in cohorts that are approved and not over."""
    running = Cohort.objects.filter(approved_at__isnull=False).exclude(pk__in=Cohort.objects.over(now).values("pk"))
    return Enrolment.objects.taking_part().mentors().filter(cohort__in=running)


def _is_monday_morning(habits: Habits, now: datetime) -> bool:
    today = now.astimezone(habits.zone).date()
    since = now - habits.morning(today)
    return today.weekday() == MONDAY and -EARLY <= since < MORNING and back_on(now, habits) is None


def _letter(mentor: User, week: Week, key: str, now: datetime) -> outbox.Posting:
    context = {"week": week, "url": reverse("weeks:show"), "button": "Open your week"}
    morning = habits_of(mentor).morning(now.astimezone(mentor.tz).date())
    when = {"not_before": morning if morning > now else None, "expires": now + STALE}
    return outbox.Posting(KIND, mentor, "mentoring/email/week_ahead", context, key, **when)
