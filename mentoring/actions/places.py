"""Offering places in a cohort, confirming them, giving them back."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from etiquette import outbox
from etiquette.mailing.nudge import nudge
from etiquette.models import Duty, Email
from etiquette.occasions import Happening, Owes, discharge, happened, happened_for_all, waive
from etiquette.outbox import Posting
from gurukool.lib.dates import end_of_day_anywhere, today_anywhere
from gurukool.lib.mail import Mail
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import endings
from mentoring.actions.matching import hold_board
from mentoring.models import Cohort, Enrolment, User, WeeklyHours

TIME_TO_CONFIRM = timedelta(days=7)
BATCH = 1000  # rows a statement writes
REMINDERS = [3, 1]  # days before a place lapses


def confirm_by(cohort: Cohort, now: datetime) -> datetime:
    """Until when a place offered at `now` is kept: by the cohort's date for it, and at least a week."""
    a_week = end_of_day_anywhere(today_anywhere(now)) + TIME_TO_CONFIRM
    return max(cohort.confirm_at or a_week, a_week)


def offer(cohort: Cohort, places: list[Enrolment], *, by: User | None) -> None:
    """Offer these places of a cohort, new ones or ones nobody was told of, to be confirmed in time; in the caller's transaction.

    They are stored here; the queries do not grow with them.
    """
    now = timezone.now()
    until = confirm_by(cohort, now)
    for place in places:
        place.cohort, place.invited_at, place.confirm_by = cohort, now, until
    offered = {"update_conflicts": True, "unique_fields": ["id"], "update_fields": ["invited_at", "confirm_by"]}
    Enrolment.objects.bulk_create(places, batch_size=BATCH, **offered)
    _announce(places, by)


def offer_place(cohort: Cohort, person: User, role: str, capacity: int, *, by: User | None) -> Enrolment:
    """`offer` for one new place."""
    place = Enrolment(cohort=cohort, person=person, role=role, capacity=capacity)
    offer(cohort, [place], by=by)
    return place


@transaction.atomic
def invite_roster(cohort: Cohort, *, by: User) -> int:
    """Offer their places to all who were imported and not invited yet, one mail each; says how many."""
    policies.demand(policies.can_run_programme, by)
    waiting = list(cohort.enrolments.uninvited().select_related("person").select_for_update(of=["self"]))
    if not waiting:
        raise Refused("Everybody in this cohort has been invited already.")
    offer(cohort, waiting, by=by)
    outbox.post_all(
        Posting("place_offered", key=f"enrolment:{place.pk}:invited", about=place, **_invitation(place, place.confirm_by))
        for place in waiting
    )
    return len(waiting)


def invitation_mail(enrolment: Enrolment) -> Mail:
    """The mail an invitation sent now would be, exactly."""
    return outbox.compose("place_offered", **_invitation(enrolment, confirm_by(enrolment.cohort, timezone.now())))


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
    if WeeklyHours.objects.filter(person=by).exists():  # from a roster, or an earlier cohort
        discharge("offer_hours", by=by, about=enrolment)


@transaction.atomic
def give_back_place(enrolment: Enrolment, *, by: User) -> None:
    """Decline an offered place, so that somebody else can have it. Raises Refused once it is confirmed."""
    policies.demand(policies.can_confirm_place, by, enrolment)
    hold_board(enrolment.cohort_id)
    if not Enrolment.objects.offered().filter(pk=enrolment.pk).update(left_at=timezone.now()):
        raise Refused("This place is confirmed or given back already. To leave a cohort you confirmed, write to its admins.")
    endings.free(enrolment, by=by, reason="The place was given back before it was confirmed.")
    waive(about=enrolment)
    transaction.on_commit(lambda: nudge("mentoring.tasks.lapse"), robust=True)


def keep_longer(cohort: Cohort) -> None:
    """Open offers wait until the cohort's new day, if that is later than their own, and are reminded then: nobody's time is cut short."""
    short = cohort.enrolments.offered_before(cohort.confirm_at, timezone.now())
    offers = list(short.select_related("person").select_for_update(of=["self"]))
    cohort.enrolments.filter(pk__in=[offer.pk for offer in offers]).update(confirm_by=cohort.confirm_at)
    for place in offers:
        place.cohort, place.confirm_by = cohort, cohort.confirm_at
    Email.objects.about_any(offers).filter(kind="place_reminder").withdraw()
    _announce(offers, by=None)


def _announce(places: list[Enrolment], by: User | None) -> None:
    """Whom these places of one cohort are offered to owe a word by the day they are kept until, and are reminded before it."""
    if not places:
        return
    offers = [Happening(place, place.confirm_by, [Owes("member", place.person, to=by)]) for place in places]
    happened_for_all("place_offered", offers, scope=places[0].cohort)
    _post_reminders(places)


def _post_reminders(places: list[Enrolment]) -> None:
    """Mails some days before a place lapses; they go only while the duty to confirm is open."""
    duties = {duty.about_id: duty for duty in Duty.objects.open().about_any(places).filter(act="confirm_place")}
    now = timezone.now()
    times = [(place, place.confirm_by - timedelta(days=days)) for place in places if place.pk in duties for days in REMINDERS]
    outbox.post_all(_reminder(place, at, duties[place.pk]) for place, at in times if at > now)


def _reminder(place: Enrolment, at: datetime, duty: Duty) -> Posting:
    key = f"enrolment:{place.pk}:reminder:{at.isoformat()}"
    facts = {**_invitation(place, place.confirm_by), "template": "mentoring/email/place_reminder"}
    return Posting("place_reminder", key=key, about=place, duty=duty, not_before=at, expires=place.confirm_by, **facts)


def compose_reminder(email: Email) -> Mail | None:
    """A reminder in the words of the day it goes; None once the place is not offered any more."""
    place = Enrolment.objects.offered().filter(pk=email.about_id).select_related("cohort", "person").first()
    if place is None:
        return None
    facts = {**_invitation(place, place.confirm_by), "template": "mentoring/email/place_reminder"}
    return outbox.compose(email.kind, **facts)


def _refuse_if_given_back(enrolment: Enrolment) -> None:
    if Enrolment.objects.filter(pk=enrolment.pk, left_at__isnull=False).exists():
        raise Refused("You have given this place back. If that was a mistake, write to the admins of the cohort.")
