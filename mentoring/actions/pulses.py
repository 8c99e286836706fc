"""Taking the pulse of cohorts, answering it, and the word with an admin that somebody asks for."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from etiquette.occasions import Happening, Owes, discharge, forget, happened, happened_for_all, settle
from mentoring import policies
from mentoring.models import Cohort, Enrolment, Match, Pulse, User
from mentoring.selectors import pulses
from mentoring.selectors.admins import nearest_admin

CATCH_UP = timedelta(days=14)  # a pulse asked later than that would be about another time
PAIRED = Exists(Match.objects.confirmed().filter(Q(mentor=OuterRef("pk")) | Q(mentee=OuterRef("pk"))))


def take(now: datetime | None = None) -> int:
    """Ask everybody in a pair whose cohort has come to one of its moments; says how many. Safe to run twice, and twice at once."""
    today = (now or timezone.now()).date()
    running = Cohort.objects.filter(approved_at__isnull=False, closed_at=None, starts_on__lte=today, ends_on__gte=today)
    return sum(_take(cohort, today) for cohort in running)


def _take(cohort: Cohort, today: date) -> int:
    _let_go(cohort)
    due = [moment for moment, day in pulses.days(cohort).items() if day <= today < day + CATCH_UP]
    return sum(_ask(cohort, moment) for moment in due)


def take_last(cohort: Cohort) -> int:
    """Ask for the last pulse of a cohort that ends before its day came; nobody is asked twice. Says how many were asked."""
    return _ask(cohort, Pulse.Moment.END) if Pulse.Moment.END in pulses.days(cohort) else 0


@transaction.atomic
def _ask(cohort: Cohort, moment: Pulse.Moment) -> int:
    asked = Exists(Pulse.objects.filter(enrolment=OuterRef("pk"), moment=moment))
    places = list(Enrolment.objects.taking_part().filter(PAIRED, ~asked, cohort=cohort, person__is_active=True))
    Pulse.objects.bulk_create([Pulse(enrolment=place, moment=moment) for place in places], ignore_conflicts=True)
    made = Pulse.objects.filter(enrolment__in=places, moment=moment).with_people()
    owed = [Happening(pulse, pulse.created_at, [Owes(pulse.enrolment.role, pulse.enrolment.person)]) for pulse in made]
    happened_for_all("pulse_taken", owed, scope=cohort)
    return len(owed)


@transaction.atomic
def _let_go(cohort: Cohort) -> int:
    """Whoever has left, or whose match has ended, is not asked how it is going; says how many."""
    open_ones = Pulse.objects.of_cohort(cohort).unanswered()
    places = Enrolment.objects.taking_part().filter(PAIRED, cohort=cohort)
    moot = list(open_ones.exclude(enrolment__in=places.values("pk")))
    forget(moot)
    Pulse.objects.unanswered().filter(pk__in=[pulse.pk for pulse in moot]).delete()
    return len(moot)


@transaction.atomic
def answer(pulse: Pulse, by: User, *, going: int, contact: int, word: bool) -> None:
    """Keep the three answers, once; sent again, the first ones stand. Who would like a word gets one: an admin owes it."""
    policies.demand(policies.can_answer_pulse, by, pulse)
    facts = {"going": going, "contact": contact, "word": word, "answered_at": timezone.now()}
    is_new = Pulse.objects.unanswered().filter(pk=pulse.pk).update(**facts)
    discharge("answer_pulse", by=by, about=pulse)
    if is_new and word:
        _ask_for_a_word(pulse, by)


def _ask_for_a_word(pulse: Pulse, by: User) -> None:
    cohort = pulse.enrolment.cohort
    admin = nearest_admin(cohort, besides=[by])
    if admin:
        people = [Owes("admin", admin, to=by)]
        happened("word_wanted", about=pulse, at=timezone.now(), people=people, scope=cohort)


@transaction.atomic
def talked(pulse: Pulse, by: User) -> None:
    """An admin had that word with them; it leaves the list. Said twice, the first time stands."""
    policies.demand(policies.can_run_programme, by)
    Pulse.objects.would_like_a_word().filter(pk=pulse.pk).update(talked_at=timezone.now(), talked_by=by)
    settle("have_a_word", by=by, abouts=[pulse])
