"""Which admin owes the decision about an application."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from etiquette.occasions import Owes, happened, settle
from mentoring.models import Application, Review, User

Status = Application.Status


def announce(application: Application) -> None:
    """Its admin owes the decision by the cohort's date; told again after that date changed, the duty follows."""
    if application.assigned_to:
        owes = Owes("admin", application.assigned_to, to=application.person)
        at, key = application.cohort.decisions_at, application.submitted_at.isoformat()
        happened("application_submitted", about=application, at=at, people=[owes], scope=application.cohort, key=key)


def reassign(application: Application, *, away_from: User) -> None:
    """This admin must not decide it (any more): another one owes the decision, if there is one."""
    if application.assigned_to_id != away_from.pk:
        return
    settle("decide", by=None, abouts=[application])
    application.assigned_to = least_busy_admin(application, application.person)
    Application.objects.filter(pk=application.pk).update(assigned_to=application.assigned_to)
    if application.status == Status.SUBMITTED and not application.decisions.pending().exists():
        announce(application)


def least_busy_admin(application: Application, besides: User) -> User | None:
    """The admin with the fewest decisions open, the longest-serving first; nobody decides about themselves or against a conflict."""
    conflicts = Review.objects.filter(application=application, status=Review.Status.CONFLICT).values("reviewer")
    open_decisions = Application.objects.awaiting_decision().filter(assigned_to=OuterRef("pk")).values("assigned_to")
    load = Coalesce(Subquery(open_decisions.annotate(count=Count("pk")).values("count")), 0)
    return User.objects.admins().exclude(pk=besides.pk).exclude(pk__in=conflicts).alias(load=load).order_by("load", "pk").first()
