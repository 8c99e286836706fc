"""Asking for more time: whoever it is owed to, or an admin, agrees with one button, or asks back; after two days of silence it stands.

An agreed day takes the place of a promise: it is the deadline from then on, for reminders and for the record.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from etiquette import outbox, registry
from etiquette.models import Duty, MoreTime
from etiquette.models.more_time import STANDS_AFTER
from etiquette.occasions import PROMISE_AT_MOST
from gurukool.lib.refusals import Refused

BATCH = 500
KIND, QUESTIONED = "more_time_asked", "more_time_questioned"
Status = MoreTime.Status
MOVED_ON = "This has moved on meanwhile: it is answered already, or the next word is not yours. Its page shows where it stands."


def ask(duty: Duty, *, by, date: datetime, reason: str = "") -> MoreTime:
    """Ask for time until `date` (aware). Reminders wait for the answer; who is asked gets a mail with one button.

    Raises Refused for a day before the one that holds or too far away, for what is due before a session (the session would
    have to move), while another request waits, and for a duty that is not theirs or no longer open.
    """
    now = timezone.now()
    if duty.is_before_a_moment:
        raise Refused("This is due before you meet, so the meeting itself would have to move: you can offer that on its page.")
    if not max(duty.deadline, now) < date <= now + PROMISE_AT_MOST:
        raise Refused(f"Please ask for a day after the one that holds now, within the next {PROMISE_AT_MOST.days} days.")
    try:
        with transaction.atomic():
            return _ask(duty, by, date, reason, now)
    except IntegrityError:
        raise Refused("You have asked already, and the answer is on its way.") from None


def _ask(duty: Duty, by, date: datetime, reason: str, now: datetime) -> MoreTime:
    if not Duty.objects.open().filter(pk=duty.pk, person=by).update(remind_at=now + STANDS_AFTER):
        raise Refused("This is no longer owed, so there is no need for more time.")
    asked = MoreTime.objects.create(duty=duty, until=date, reason=reason)
    _give(asked, duty.owed_to)
    return asked


def _give(asked: MoreTime, to) -> None:
    """It is the turn of who answers; where there is nobody but admins, it stands on their list."""
    if to:
        _post(KIND, asked, to, "etiquette/email/more_time", "Read and agree")


def _post(kind: str, asked: MoreTime, to, template: str, button: str) -> None:
    facts = {"asked": asked, "duty": asked.duty, "url": asked.get_absolute_url(), "button": button}
    outbox.post(kind, to=to, template=template, context=facts, key=f"{kind}:{asked.pk}:{asked.rounds}", duty=asked.duty)


@transaction.atomic
def ask_back(asked: MoreTime, *, by, question: str) -> None:
    """“Tell me more”: the third answer. Nothing stands by silence while the next word is with who asked; their reminders
    wait for two more days. Raises Refused for those who are not asked, and once it is answered or asked back.
    """
    now = timezone.now()
    facts = {"status": Status.QUESTIONED, "question": question, "clarification": "", "questioned_by": by, "questioned_at": now}
    if not MoreTime.objects.asked().for_answer_by(by).filter(pk=asked.pk).update(**facts, rounds=F("rounds") + 1):
        raise Refused(MOVED_ON)
    asked.refresh_from_db()
    Duty.objects.open().filter(pk=asked.duty_id).update(remind_at=now + STANDS_AFTER)
    registry.tell_news(asked.duty.person, "more time", f"{by.name} would like to know a little more before answering you.", asked)
    _post(QUESTIONED, asked, asked.duty.person, "etiquette/email/more_time_questioned", "Tell more")


@transaction.atomic
def clarify(asked: MoreTime, *, by, clarification: str) -> None:
    """Answer the question that came back; the two days begin anew. Raises Refused when no question waits for `by`."""
    now = timezone.now()
    mine = MoreTime.objects.filter(pk=asked.pk, status=Status.QUESTIONED, duty__person=by)
    if not mine.update(status=Status.ASKED, clarification=clarification, waits_since=now):
        raise Refused(MOVED_ON)
    asked.refresh_from_db()
    Duty.objects.open().filter(pk=asked.duty_id).update(remind_at=now + STANDS_AFTER)
    _give(asked, asked.questioned_by or asked.duty.owed_to)


@transaction.atomic
def answer(asked: MoreTime, *, by, agree: bool) -> None:
    """Agree, or ask to keep the day. Raises Refused for those who are not asked, and once it is answered or stands."""
    mine = MoreTime.objects.pending().for_answer_by(by).filter(pk=asked.pk)
    status = Status.AGREED if agree else Status.KEPT
    if not mine.update(status=status, answered_by=by, answered_at=timezone.now()):
        raise Refused(MOVED_ON)
    duty = Duty.objects.filter(pk=asked.duty_id)
    if agree:
        _grant(duty, asked.until)
    else:
        duty.open().update(remind_at=max(timezone.now(), asked.duty.deadline))
    line = "agrees: you have until the day you asked for." if agree else "asks you to keep the day that was named first."
    registry.tell_news(asked.duty.person, "more time", f"{by.name} {line}", asked)


@transaction.atomic
def let_stand(now: datetime | None = None) -> int:
    """What was asked two days ago and nobody answered stands; says how many. Safe to run twice at once."""
    now = now or timezone.now()
    silent = MoreTime.objects.asked().filter(waits_since__lte=now - STANDS_AFTER).select_for_update(skip_locked=True)
    keys = list(silent.order_by("waits_since").values_list("pk", flat=True)[:BATCH])
    asked = MoreTime.objects.filter(pk__in=keys)
    _grant(Duty.objects.filter(requests__in=keys), Subquery(asked.filter(duty=OuterRef("pk")).values("until")[:1]))
    return asked.update(status=Status.STANDS, answered_at=now)


def _grant(duties, until) -> None:
    facts = {"promise": until, "promised_at": timezone.now(), "promise_moved_by": timedelta()}
    duties.open().update(**facts, remind_at=until, stage=Duty.Stage.NOT_YET)
