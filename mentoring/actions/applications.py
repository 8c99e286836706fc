"""Applying to a cohort, and taking the application back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from etiquette import outbox
from etiquette.occasions import discharge, redate, waive
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import reviewers, revisions
from mentoring.actions.answers import drop_other_role, keep, record_version
from mentoring.actions.deciders import announce, least_busy_admin
from mentoring.models import Application, Cohort, Decision, Enrolment, Extension, User

Status = Application.Status
OUTDATED = (
    "You changed this application in another window at {when}, after this one was opened. What you typed here still stands here, "
    "not kept yet. Open the application anew to see what was kept; press the button again to replace it with what stands here."
)


@dataclass(frozen=True)
class Page:
    """The page of a browser that sends an application: which it is, and how often the application was kept when it opened."""

    key: UUID
    saves: int


@transaction.atomic
def save_draft(cohort: Cohort, role: str, *, by: User, page: Page | None = None, answers: dict | None = None, **columns) -> Application:
    """Keep what was typed so far; it is never handed in by that.

    `answers` maps the cohort's questions to what was said; `columns` are the answers every form asks for.
    Raises Refused when `by` cannot apply to this cohort (any more), has handed the application in already,
    or sends a `page` that does not know what another one has kept since.
    """
    application = _own(cohort, role, by, page)
    if application.status == Status.SUBMITTED:
        raise Refused("This application is handed in already. To change it, press “Save the changes”.")
    application.status = Status.DRAFT
    return _store(application, role, columns, answers, page)


@transaction.atomic
def submit(cohort: Cohort, role: str, *, by: User, page: Page | None = None, answers: dict | None = None, **columns) -> Application:
    """Hand the application in, or change one that is; the first time an admin is asked to decide and a receipt goes out.

    Each time what it says is kept as a version. Arguments and refusals as for `save_draft`.
    """
    application = _own(cohort, role, by, page)
    is_new = application.status != Status.SUBMITTED
    if is_new:
        application.status, application.submitted_at = Status.SUBMITTED, timezone.now()
        application.assigned_to = least_busy_admin(application, besides=by)
    _store(application, role, columns, answers, page)
    drop_other_role(application)
    record_version(application, by=by)
    if is_new:
        discharge("apply", by=by, about=application)
        announce(application)
        reviewers.ask_again(application)
        _post_receipt(application)
    else:
        revisions.answered(application)
    return application


@transaction.atomic
def withdraw(application: Application, *, by: User) -> None:
    """Take the application back, until it is decided; what was drafted about it goes with it, and nobody owes anything about it.

    A second click changes nothing.
    """
    policies.demand(policies.is_applicant, by, application)
    Cohort.objects.select_for_update(no_key=True).get(pk=application.cohort_id)  # as whoever releases does, so that neither waits in a ring
    undecided = Application.objects.filter(
        pk=application.pk, status__in=[Status.DRAFT, Status.SUBMITTED, Status.WAITLISTED, Status.WITHDRAWN]
    )
    if not undecided.update(status=Status.WITHDRAWN):
        raise Refused("This application is decided, so it can no longer be withdrawn. You can still say no to the place you are offered.")
    Decision.objects.pending().filter(application=application).delete()
    waive(about=application)
    revisions.no_longer_needed([application])
    reviewers.excuse(application.cohort, [application])


def announce_waiting(cohort: Cohort) -> None:
    """Let every open decision of the cohort follow its new date (two queries, however many wait)."""
    waiting = cohort.applications.awaiting_decision().filter(assigned_to__isnull=False)
    redate("application_submitted", abouts=waiting.values("pk"), at=cohort.decisions_at)


def _own(cohort: Cohort, role: str, by: User, page: Page | None) -> Application:
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
    _refuse_outdated(application, page)
    return application


def _refuse_outdated(application: Application, page: Page | None) -> None:
    """A page may save what it opened with, or what it saved itself; else it would overwrite what another one kept."""
    if page and application.saves != page.saves and application.saved_in != page.key:
        raise Refused(OUTDATED.format(when=f"{timezone.localtime(application.saved_at):%H:%M}"))


def _store(application: Application, role: str, columns: dict, answers: dict | None, page: Page | None) -> Application:
    application.role = role
    for name, value in columns.items():
        setattr(application, name, value)
    application.saves, application.saved_at, application.saved_in = application.saves + 1, timezone.now(), page and page.key
    application.save()
    keep(application, answers or {})
    return application


def _if_ahead(moment: datetime | None) -> datetime | None:
    """A date that is over is not named."""
    return moment if moment and moment > timezone.now() else None


def _post_receipt(application: Application) -> None:
    key = f"application:{application.pk}:received:{application.submitted_at.isoformat()}"
    context = {
        "application": application,
        "cohort": application.cohort,
        "decisions_at": _if_ahead(application.cohort.decisions_at),
        "deadline": _if_ahead(Extension.objects.deadline(application.person, application.cohort)),
        "url": application.get_absolute_url(),
        "button": "Your application",
    }
    template = "mentoring/email/application_received"
    outbox.post(
        "application_received", to=application.person, template=template, context=context, key=key, about=application, essential=True
    )
