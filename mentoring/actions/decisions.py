"""Deciding about applications: admit, put on the waiting list, decline."""

from django.db import transaction
from django.utils import timezone

from etiquette import outbox
from etiquette.occasions import discharge, waive
from gurukool.lib.mail import Mail
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import places
from mentoring.models import Application, Cohort, Enrolment, Role, User

Status = Application.Status


@transaction.atomic
def decide(application: Application, *, by: User, verdict: str, note: str, seen: str) -> None:
    """Record `verdict` on an application last `seen` in that status, and queue the mail that says so.

    Raises Refused when somebody else decided meanwhile, or when there is no place left to admit to.
    """
    policies.demand(policies.can_decide, by, application)
    claimed = Application.objects.awaiting_decision().filter(pk=application.pk, status=seen)
    if not claimed.update(decided_at=timezone.now(), decided_by=by):
        raise Refused(_told_by_whom(application))
    application.refresh_from_db()
    if verdict == Status.ADMITTED:
        application.enrolment = _admit(application, by)
    application.status = verdict
    application.save(update_fields=["status", "enrolment"])
    discharge("decide", by=by, about=application)
    waive(about=application)
    _post(application, verdict, note)


def decision_mail(application: Application, verdict: str, note: str) -> Mail:
    """The mail a decision would send, exactly."""
    return outbox.compose(verdict, **_letter(application, verdict, note))


def _admit(application: Application, by: User) -> Enrolment:
    cohort = _locked_cohort(application.cohort_id)
    if Enrolment.objects.filter(cohort=cohort, person=application.person).exists():
        raise Refused(f"{application.person} has had a place in {cohort} already, so there is nothing to decide.")
    if application.role == Role.MENTEE and cohort.mentees_placed >= cohort.capacity:
        raise Refused(f"All {cohort.capacity} places for mentees are taken. Use the waiting list, or give the cohort more places first.")
    capacity = application.capacity if application.is_mentor else 0
    return places.offer_place(cohort, application.person, application.role, capacity, by=by)


def _locked_cohort(key) -> Cohort:
    """The cohort, held until the place is given, so that one place is not counted as free twice."""
    return Cohort.objects.select_for_update(no_key=True).get(pk=key)


def _post(application: Application, verdict: str, note: str) -> None:
    key = f"application:{application.pk}:{verdict}:{application.decided_at.isoformat()}"
    outbox.post(verdict, key=key, about=application, **_letter(application, verdict, note))


def _letter(application: Application, verdict: str, note: str) -> dict:
    """To whom the mail goes and what it is made of, the same for showing and for sending."""
    cohort = application.cohort
    context = {
        "application": application,
        "cohort": cohort,
        "note": note,
        "confirm_by": places.confirm_by(cohort, timezone.now()),
        "url": application.get_absolute_url(),
        "button": "Confirm your place" if verdict == Status.ADMITTED else "Your application",
    }
    return {"to": application.person, "template": f"mentoring/email/{verdict}", "context": context, "essential": True}


def _told_by_whom(application: Application) -> str:
    """Who was quicker, and what they decided."""
    now = Application.objects.select_related("decided_by").get(pk=application.pk)
    if now.status == Status.WITHDRAWN:
        return f"{now.person} withdrew this application meanwhile, so nothing was sent."
    who = now.decided_by or "Somebody"
    return f"{who} decided this application meanwhile: {now.get_status_display()}. Nothing was sent again."
