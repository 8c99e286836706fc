"""Offering places in a cohort, confirming them, giving them back."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from etiquette import outbox
from etiquette.models import Duty, Email
from etiquette.nudge import nudge
from etiquette.occasions import Owes, discharge, happened, waive
from gurukool.lib.dates import end_of_day_anywhere, today_anywhere
from gurukool.lib.mail import Mail
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import endings
from mentoring.models import Cohort, Enrolment, User

TIME_TO_CONFIRM = timedelta(days=7)
REMINDERS = [3, 1]  # days before a place lapses


def confirm_by(cohort: Cohort, now: datetime) -> datetime:
    """Until when a place offered at `now` is kept: by the cohort's date for it, and at least a week."""
    a_week = end_of_day_anywhere(today_anywhere(now)) + TIME_TO_CONFIRM
    return max(cohort.confirm_at or a_week, a_week)


def offer_place(cohort: Cohort, person: User, role: str, capacity: int, *, by: User | None) -> Enrolment:
    """Give `person` a place, to be confirmed in time; to be called inside the transaction of a decision."""
    now = timezone.now()
    enrolment = Enrolment.objects.create(
        cohort=cohort, person=person, role=role, capacity=capacity, invited_at=now, confirm_by=confirm_by(cohort, now)
    )
    _announce_offer(enrolment, by)
    return enrolment


@transaction.atomic
def invite_roster(cohort: Cohort, *, by: User) -> int:
    """Offer their places to all who were imported and not invited yet, one mail each; says how many."""
    policies.demand(policies.can_run_programme, by)
    now = timezone.now()
    waiting = list(cohort.enrolments.uninvited().select_related("person").select_for_update(of=["self"]))
    if not waiting:
        raise Refused("Everybody in this cohort has been invited already.")
    cohort.enrolments.filter(pk__in=[enrolment.pk for enrolment in waiting]).update(invited_at=now, confirm_by=confirm_by(cohort, now))
    for enrolment in waiting:
        enrolment.cohort, enrolment.invited_at, enrolment.confirm_by = cohort, now, confirm_by(cohort, now)
        _announce_offer(enrolment, by)
        _post_invitation(enrolment)
    return len(waiting)


def invitation_mail(enrolment: Enrolment) -> Mail:
    """The mail an invitation sent now would be, exactly."""
    return outbox.compose("place_offered", **_invitation(enrolment, confirm_by(enrolment.cohort, timezone.now())))


def _post_invitation(enrolment: Enrolment) -> None:
    key = f"enrolment:{enrolment.pk}:invited"
    outbox.post("place_offered", key=key, about=enrolment, **_invitation(enrolment, enrolment.confirm_by))


def _invitation(enrolment: Enrolment, until: datetime) -> dict:
    """To whom it goes and what it is made of, the same for showing and for sending; it leads through a login by code."""
    url = f"{reverse('account_request_login_code')}?{urlencode({'next': enrolment.get_absolute_url()})}"
    context = {"enrolment": enrolment, "cohort": enrolment.cohort, "confirm_by": until, "url": url, "button": "Sign in and confirm"}
    return {"to": enrolment.person, "template": "mentoring/email/invited", "context": context, "essential": True}


@transaction.atomic
def confirm_place(enrolment: Enrolment, *, by: User) -> None:
    """Take the place and accept the etiquette; a second click changes nothing. Raises Refused for a place given back."""
    policies.demand(policies.can_confirm_place, by, enrolment)
    now = timezone.now()
    if not Enrolment.objects.offered().filter(pk=enrolment.pk).update(confirmed_at=now):
        _refuse_if_given_back(enrolment)
        return
    discharge("confirm_place", by=by, about=enrolment)
    happened("place_confirmed", about=enrolment, at=now, people=[Owes(enrolment.role, by)], scope=enrolment.cohort)


@transaction.atomic
def give_back_place(enrolment: Enrolment, *, by: User) -> None:
    """Decline an offered place, so that somebody else can have it. Raises Refused once it is confirmed."""
    policies.demand(policies.can_confirm_place, by, enrolment)
    if not Enrolment.objects.offered().filter(pk=enrolment.pk).update(left_at=timezone.now()):
        raise Refused("This place is confirmed or given back already. To leave a cohort you confirmed, write to its admins.")
    endings.free(enrolment, by=by, reason="The place was given back before it was confirmed.")
    waive(about=enrolment)
    transaction.on_commit(lambda: nudge("mentoring.tasks.lapse"), robust=True)


def keep_longer(cohort: Cohort) -> None:
    """Open offers wait until the cohort's new day, if that is later than their own, and are reminded then: nobody's time is cut short."""
    short = cohort.enrolments.offered().filter(confirm_by__lt=cohort.confirm_at, confirm_by__gt=timezone.now())
    offers = list(short.select_related("person").select_for_update(of=["self"]))
    cohort.enrolments.filter(pk__in=[offer.pk for offer in offers]).update(confirm_by=cohort.confirm_at)
    for offer in offers:
        offer.cohort, offer.confirm_by = cohort, cohort.confirm_at
        Email.objects.about(offer).filter(kind="place_reminder").withdraw()
        _announce_offer(offer, by=None)


def _announce_offer(enrolment: Enrolment, by: User | None) -> None:
    owes = Owes("member", enrolment.person, to=by)
    happened("place_offered", about=enrolment, at=enrolment.confirm_by, people=[owes], scope=enrolment.cohort)
    _post_reminders(enrolment)


def _post_reminders(enrolment: Enrolment) -> None:
    """Mails some days before the place lapses; they go only while the duty to confirm is open."""
    duty = Duty.objects.open().about(enrolment).filter(act="confirm_place").first()
    for days in REMINDERS if duty else []:
        at = enrolment.confirm_by - timedelta(days=days)
        if at > timezone.now():
            key = f"enrolment:{enrolment.pk}:reminder:{at.isoformat()}"
            timing = {"not_before": at, "expires": enrolment.confirm_by}
            facts = {**_invitation(enrolment, enrolment.confirm_by), "template": "mentoring/email/place_reminder"}
            outbox.post("place_reminder", key=key, about=enrolment, duty=duty, **timing, **facts)


def _refuse_if_given_back(enrolment: Enrolment) -> None:
    if Enrolment.objects.filter(pk=enrolment.pk, left_at__isnull=False).exists():
        raise Refused("You have given this place back. If that was a mistake, write to the admins of the cohort.")
