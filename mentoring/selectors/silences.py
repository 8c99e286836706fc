"""Where two people have not heard of each other for a while: worked out by Postgres from an index, a few rows at a time."""

from datetime import datetime, timedelta

from django.db.models import DateTimeField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Upper

from etiquette.models import Absence
from mentoring.models import Cohort, Match, Session

LAST_WORD = Coalesce("spoke_at", "confirmed_at")


def with_quiet_since(matches: QuerySet, now: datetime) -> QuerySet:
    """Matches with `quiet_since`: the last word, the end of the last session, or of the last absence of either, whichever is latest.

    It lies ahead while a session is booked or one of the two is away: then nobody is silent.
    """
    return matches.annotate(quiet_since=Greatest(LAST_WORD, _last_session(), _last_absence(now)))


def _last_session() -> Subquery:
    sessions = Session.objects.filter(match=OuterRef("pk")).exclude(status=Session.Status.CANCELLED)
    return Subquery(sessions.annotate(ends=Upper("during", output_field=DateTimeField())).order_by("-ends").values("ends")[:1])


def _last_absence(now: datetime) -> Subquery:
    of_either = Q(person=OuterRef("mentor__person")) | Q(person=OuterRef("mentee__person"))
    begun = Absence.objects.filter(of_either, starts_on__lte=now.date()).order_by("-ends_on")
    back = ExpressionWrapper(F("ends_on") + Value(timedelta(days=1)), output_field=DateTimeField())
    return Subquery(begun.annotate(back=back).values("back")[:1])


def silent(cohort: Cohort, *, nudges: int, before: datetime, now: datetime) -> QuerySet:
    """The cohort's matches that were quiet before a moment and got so many nudges since, the longest silence first."""
    indexed = Match.objects.confirmed().filter(cohort=cohort, nudges=nudges).annotate(last_word=LAST_WORD).filter(last_word__lte=before)
    return with_quiet_since(indexed, now).filter(quiet_since__lte=before).order_by("last_word", "pk")
