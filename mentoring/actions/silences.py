"""When it has been quiet between two people: a kind word to the mentee, later to the mentor, then to an admin (rule M2).

Who is asked when stands in the rules, and each cohort may have its own. Whatever is written or booked ends the silence.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from etiquette import occasions
from etiquette.occasions import Happening, Owes, happened_for_all, settle
from mentoring import policies
from mentoring.models import Cohort, Match, Message, User
from mentoring.selectors import silences

OCCASION = "silence"
ACTS = ("break_silence", "look_into_silence")
BATCH = 500


def nudge(now: datetime | None = None) -> int:
    """Ask those whose time has come, once each and silence; says how many matches. Queries are constant per cohort and batch."""
    now = now or timezone.now()
    running = Cohort.objects.filter(approved_at__isnull=False, closed_at__isnull=True, starts_on__lte=now.date(), ends_on__gte=now.date())
    return sum(_nudge_in(cohort, now) for cohort in running.select_related("approved_by"))


def _nudge_in(cohort: Cohort, now: datetime) -> int:
    """The roles in the order of their time; a match moves on by one role a sweep."""
    steps = sorted(occasions.limits(OCCASION, cohort).items(), key=lambda step: step[1])
    return sum(_step(cohort, number, *step, now) for number, step in reversed(list(enumerate(steps))))


@transaction.atomic
def _step(cohort: Cohort, number: int, role: str, within: timedelta, now: datetime) -> int:
    silent = silences.silent(cohort, nudges=number, before=now - within, now=now)
    matches = list(silent.with_people().select_for_update(of=["self"], skip_locked=True)[:BATCH])
    happened_for_all(OCCASION, [_happening(match, role, cohort.approved_by) for match in matches], scope=cohort)
    Match.objects.filter(pk__in=[match.pk for match in matches]).update(nudges=number + 1)
    return len(matches)


def _happening(match: Match, role: str, admin: User) -> Happening:
    mentor, mentee = match.people
    asked = {"mentee": Owes("mentee", mentee, to=mentor), "mentor": Owes("mentor", mentor, to=mentee), "admin": Owes("admin", admin)}
    return Happening(match, match.quiet_since, [asked[role]], key=match.quiet_since.isoformat())


def broken_by(message: Message) -> None:
    """A message breaks the silence; what there was of it is kept, since its author may take the message back."""
    match = Match.objects.select_for_update().get(pk=message.match_id)
    Message.objects.filter(pk=message.pk).update(broke_silence_since=match.spoke_at, broke_silence_after=match.nudges)
    broken(match, message.author, at=message.created_at)


def goes_on(message: Message) -> None:
    """A message is taken back: the silence is as long, and as many are asked about it, as if it had never been; inside a transaction.

    Whatever else was written or booked since has broken it all the same.
    """
    match = Match.objects.select_for_update().get(pk=message.match_id)
    kept = Message.objects.filter(pk=message.pk).values("broke_silence_since", "broke_silence_after").get()
    since, nudges = kept["broke_silence_since"], kept["broke_silence_after"]
    if match.spoke_at == message.created_at:
        Match.objects.filter(pk=match.pk).update(spoke_at=since, nudges=nudges)
        said = match.messages.filter(created_at__gt=since) if since else match.messages
        first = said.aggregate(first=Min("created_at"))["first"]  # another, taken back too, may have been the one that broke it
        for act in ACTS if nudges else ():
            occasions.unsettle(act, abouts=[match], since=first)
    match.messages.filter(broke_silence_since=message.created_at).update(**kept)


def broken(match: Match, by: User, at: datetime) -> None:
    """Somebody wrote or booked: it is quiet no more, and nobody is asked any longer; inside a transaction."""
    this = Match.objects.filter(pk=match.pk)
    this.update(spoke_at=Greatest("spoke_at", Value(at)))
    if this.filter(nudges__gt=0).update(nudges=0):
        for act in ACTS:
            settle(act, by=by, abouts=[match])


@transaction.atomic
def seen_to(match: Match, by: User) -> None:
    """An admin has asked the two how they are; the silence itself goes on until one of them breaks it."""
    policies.demand(policies.can_run_programme, by)
    settle("look_into_silence", by=by, abouts=[match])
