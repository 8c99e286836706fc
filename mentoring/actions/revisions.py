"""“Please revise this answer”: asking an applicant, and hearing from them."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from etiquette import outbox
from etiquette.occasions import Owes, discharge, happened, waive
from gurukool.lib.dates import end_of_day_anywhere, today_anywhere
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import standings
from mentoring.models import Application, News, Review, ReviewPlan, RevisionRequest, User

Status = RevisionRequest.Status


@transaction.atomic
def ask(application: Application, *, by: User, question: str) -> RevisionRequest:
    """Give the application back with a question; the applicant may change it for some days, even after the deadline.

    Raises Refused when a revision is asked for already, and when it was decided or withdrawn meanwhile.
    """
    policies.demand(policies.can_ask_for_revision, by, application)
    if not policies.can_ask_for_revision(by, standings.hold(application)):
        raise Refused("This application has been decided or withdrawn meanwhile, so nothing needs revising.")
    days = timedelta(days=ReviewPlan.of(application.cohort).revision_days)
    due_at = end_of_day_anywhere(today_anywhere(timezone.now()) + days)
    try:
        with transaction.atomic():
            request = RevisionRequest.objects.create(application=application, asked_by=by, question=question, due_at=due_at)
    except IntegrityError:
        raise Refused("A revision of this application is asked for already; please wait for the answer.") from None
    owes = Owes("applicant", application.person)
    happened("revision_requested", about=request, at=due_at, people=[owes], scope=application.cohort)
    _post(request)
    return request


def answered(application: Application) -> None:
    """The applicant has changed the application: what was asked is answered, and who asked hears of it."""
    for request in RevisionRequest.objects.open().filter(application=application).select_related("asked_by", "application__cohort"):
        _close(request, Status.ANSWERED)
        discharge("revise", by=application.person, about=request)
        outbox.withdraw(request)
        _tell_who_asked(request)


def _tell_who_asked(request: RevisionRequest) -> None:
    """A line that leads reviewers to their review, admins to the question."""
    who = request.asked_by
    if who:
        review = Review.objects.visible_to(who).filter(application=request.application).first()
        text = f"Application {request.application.number} has been revised, as was asked."
        News.objects.tell(who, "application", text, review or request)


def no_longer_needed(applications) -> None:
    """These applications are decided: nothing needs revising."""
    for request in RevisionRequest.objects.open().filter(application__in=applications):
        _close(request, Status.WITHDRAWN)
        waive(about=request)


@transaction.atomic
def lapse() -> int:
    """Close the requests whose time is over, so that the application is read as it stands; says how many."""
    late = RevisionRequest.objects.open().filter(due_at__lte=timezone.now()).select_for_update(skip_locked=True)
    for request in late:
        _close(request, Status.LAPSED)
        waive(about=request)
    return len(late)


def _close(request: RevisionRequest, status: str) -> None:
    RevisionRequest.objects.open().filter(pk=request.pk).update(status=status, closed_at=timezone.now())


def _post(request: RevisionRequest) -> None:
    application = request.application
    context = {"request": request, "application": application, "cohort": application.cohort}
    context |= {"url": request.get_absolute_url(), "button": "Read the question and revise"}
    facts = {"template": "mentoring/email/revision_requested", "context": context, "key": f"revision:{request.pk}", "about": request}
    outbox.post("revision_requested", to=application.person, essential=True, expires=request.due_at, **facts)
