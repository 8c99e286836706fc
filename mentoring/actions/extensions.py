"""Giving one person more time to apply."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from etiquette import outbox
from gurukool.lib.dates import today_anywhere
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.models import Application, Cohort, Extension, User

Status = Application.Status


@transaction.atomic
def give(cohort: Cohort, *, by: User, email: str, until: date, reason: str) -> Extension:
    """Let one person apply, change and submit until the end of a day Anywhere on Earth; they get a mail that says so.

    Given again, the newest counts; the earlier rows stay and say who gave what. Raises Refused for a day that
    gives no time, for an address without an account, and for a person who has been decided about.
    """
    policies.demand(policies.can_run_programme, by)
    _refuse_useless_day(cohort, until)
    person = User.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        raise Refused(f"Nobody here has the address {email}. Ask the person to sign up first, or check the spelling.")
    _refuse_if_settled(cohort, person)
    extension = Extension.objects.create(cohort=cohort, person=person, until=until, reason=reason, given_by=by)
    _post(extension)
    return extension


def _refuse_useless_day(cohort: Cohort, until: date) -> None:
    if not cohort.applications_close_on:
        raise Refused("This cohort has no deadline yet, so nobody needs more time. Set its dates first.")
    if until <= cohort.applications_close_on:
        raise Refused(f"Applications are open for everybody until {cohort.applications_close_on:%d %B %Y}: please give a later day.")
    if until < today_anywhere(timezone.now()):
        raise Refused("This day is over: please give a later one.")
    if until > cohort.starts_on:
        raise Refused(f"The cohort starts on {cohort.starts_on:%d %B %Y}: please give a day before that.")


def _refuse_if_settled(cohort: Cohort, person: User) -> None:
    if cohort.enrolments.filter(person=person).exists():
        raise Refused(f"{person} has a place in {cohort} already, so there is nothing to apply for.")
    if cohort.applications.filter(person=person, status__in=[Status.WAITLISTED, Status.DECLINED]).exists():
        raise Refused(f"{person}'s application has been decided, so more time would not help.")


def _post(extension: Extension) -> None:
    context = {"extension": extension, "cohort": extension.cohort, "url": extension.cohort.get_absolute_url(), "button": "Your application"}
    facts = {"template": "mentoring/email/more_time", "context": context, "about": extension, "essential": True}
    outbox.post("more_time", to=extension.person, key=f"extension:{extension.pk}", expires=extension.until_at, **facts)
