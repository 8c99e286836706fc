"""Applying to a cohort, and taking the application back."""

from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from etiquette import outbox
from etiquette.occasions import Owes, happened, waive
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.models import Application, Cohort, Enrolment, User

Status = Application.Status


@transaction.atomic
def save_draft(cohort: Cohort, role: str, *, by: User, **answers) -> Application:
    """Keep what was typed so far; what is submitted already stays submitted.

    Raises Refused when `by` cannot apply to this cohort (any more).
    """
    application = _own(cohort, role, by)
    if application.status == Status.WITHDRAWN:
        application.status = Status.DRAFT
    return _store(application, role, answers)


@transaction.atomic
def submit(cohort: Cohort, role: str, *, by: User, **answers) -> Application:
    """Hand the application in, or change one that is; the first time an admin is asked to decide and a receipt goes out.

    Raises Refused when `by` cannot apply to this cohort (any more).
    """
    application = _own(cohort, role, by)
    if application.status == Status.SUBMITTED:
        return _store(application, role, answers)
    application.status, application.submitted_at = Status.SUBMITTED, timezone.now()
    application.assigned_to = _least_busy_admin(besides=by)
    _store(application, role, answers)
    announce(application)
    _post_receipt(application)
    return application


@transaction.atomic
def withdraw(application: Application, *, by: User) -> None:
    """Take the application back, until it is decided; nobody need decide it then. A second click changes nothing."""
    policies.demand(policies.is_applicant, by, application)
    undecided = Application.objects.filter(
        pk=application.pk, status__in=[Status.DRAFT, Status.SUBMITTED, Status.WAITLISTED, Status.WITHDRAWN]
    )
    if not undecided.update(status=Status.WITHDRAWN):
        raise Refused("This application is decided, so it can no longer be withdrawn. You can still say no to the place you are offered.")
    waive(about=application)


def announce(application: Application) -> None:
    """Its admin owes the decision by the cohort's date; told again after that date changed, the duty follows."""
    if application.assigned_to:
        owes = Owes("admin", application.assigned_to, to=application.person)
        at, key = application.cohort.decisions_at, application.submitted_at.isoformat()
        happened("application_submitted", about=application, at=at, people=[owes], scope=application.cohort, key=key)


def announce_waiting(cohort: Cohort) -> None:
    """Let every open decision of the cohort follow its new date."""
    for application in cohort.applications.awaiting_decision().select_related("person", "assigned_to"):
        application.cohort = cohort
        announce(application)


def _own(cohort: Cohort, role: str, by: User) -> Application:
    """The one application of `by` to this cohort, locked; made if there is none."""
    if not policies.can_apply(by, cohort):
        raise Refused(f"Applications for {cohort} are closed. Copy what you wrote if you want to keep it for the next cohort.")
    if Enrolment.objects.filter(cohort=cohort, person=by).exists():
        raise Refused(f"You have a place in {cohort} already; there is no need to apply.")
    Application.objects.get_or_create(cohort=cohort, person=by, defaults={"role": role})
    application = Application.objects.select_for_update().get(cohort=cohort, person=by)
    application.cohort, application.person = cohort, by
    if not policies.can_change_application(by, application):
        raise Refused("Your application has been decided, so it can no longer be changed.")
    return application


def _store(application: Application, role: str, answers: dict) -> Application:
    application.role = role
    for name, answer in answers.items():
        setattr(application, name, answer)
    application.save()
    return application


def _least_busy_admin(besides: User) -> User | None:
    """The admin with the fewest decisions open, the longest-serving first; nobody decides about themselves."""
    open_decisions = Application.objects.awaiting_decision().filter(assigned_to=OuterRef("pk")).values("assigned_to")
    load = Coalesce(Subquery(open_decisions.annotate(count=Count("pk")).values("count")), 0)
    return User.objects.admins().exclude(pk=besides.pk).alias(load=load).order_by("load", "pk").first()


def _post_receipt(application: Application) -> None:
    key = f"application:{application.pk}:received:{application.submitted_at.isoformat()}"
    context = {
        "application": application,
        "cohort": application.cohort,
        "url": application.get_absolute_url(),
        "button": "Your application",
    }
    template = "mentoring/email/application_received"
    outbox.post(
        "application_received", to=application.person, template=template, context=context, key=key, about=application, essential=True
    )
