"""Asking for more time: whoever it is owed to, or an admin, agrees with one button; after two days of silence it stands.

An agreed day takes the place of a promise: it is the deadline from then on, for reminders and for the record.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from etiquette import outbox
from etiquette.models import Duty, MoreTime
from etiquette.models.more_time import STANDS_AFTER
from etiquette.occasions import PROMISE_AT_MOST
from gurukool.lib.refusals import Refused

BATCH = 500
KIND = "more_time_asked"
Status = MoreTime.Status


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
    if duty.owed_to:
        facts = {"asked": asked, "duty": duty, "url": asked.get_absolute_url(), "button": "Read and agree"}
        outbox.post(KIND, to=duty.owed_to, template="etiquette/email/more_time", context=facts, key=f"more-time:{asked.pk}", duty=duty)
    return asked


@transaction.atomic
def answer(asked: MoreTime, *, by, agree: bool) -> None:
    """Agree, or ask to keep the day. Raises Refused for those who are not asked, and once it is answered or stands."""
    mine = MoreTime.objects.asked().for_answer_by(by).filter(pk=asked.pk)
    status = Status.AGREED if agree else Status.KEPT
    if not mine.update(status=status, answered_by=by, answered_at=timezone.now()):
        raise Refused("This is answered already: the day named stands.")
    duty = Duty.objects.filter(pk=asked.duty_id)
    if agree:
        _grant(duty, asked.until)
    else:
        duty.open().update(remind_at=max(timezone.now(), asked.duty.deadline))


@transaction.atomic
def let_stand(now: datetime | None = None) -> int:
    """What was asked two days ago and nobody answered stands; says how many. Safe to run twice at once."""
    now = now or timezone.now()
    silent = MoreTime.objects.asked().filter(created_at__lte=now - STANDS_AFTER).select_for_update(skip_locked=True)
    keys = list(silent.order_by("created_at").values_list("pk", flat=True)[:BATCH])
    asked = MoreTime.objects.filter(pk__in=keys)
    _grant(Duty.objects.filter(requests__in=keys), Subquery(asked.filter(duty=OuterRef("pk")).values("until")[:1]))
    return asked.update(status=Status.STANDS, answered_at=now)


def _grant(duties, until) -> None:
    facts = {"promise": until, "promised_at": timezone.now(), "promise_moved_by": timedelta()}
    duties.open().update(**facts, remind_at=until, stage=Duty.Stage.NOT_YET)
