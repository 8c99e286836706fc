"""Which admin owes the decision about an application."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from etiquette.occasions import Happening, Owes, happened, happened_for_all, settle
from mentoring.intake import assigning
from mentoring.intake.assigning import Wanting
from mentoring.models import Application, Cohort, Review, User

Status = Application.Status


def announce(application: Application) -> None:
    """Its admin owes the decision by the cohort's date; told again after that date changed, the duty follows."""
    if application.assigned_to:
        owes = Owes("admin", application.assigned_to, to=application.person)
        at, key = application.cohort.decisions_at, application.submitted_at.isoformat()
        happened("application_submitted", about=application, at=at, people=[owes], scope=application.cohort, key=key)


def announce_these(cohort: Cohort, applications: list[Application]) -> None:
    """`announce` for many of one cohort, at the cost of one."""
    at = cohort.decisions_at or timezone.now()
    mine = [each for each in applications if each.assigned_to]
    owed = [Happening(a, at, [Owes("admin", a.assigned_to, to=a.person)], key=a.submitted_at.isoformat()) for a in mine]
    happened_for_all("application_submitted", owed, scope=cohort)


def share_out(applications: list[Application]) -> None:
    """Say which admin decides about each of these, the least busy first and nobody about themselves; unsaved. One query."""
    admins = {admin.pk: admin for admin in _by_load(User.objects.admins())}
    wanting = [Wanting(number, 1, frozenset([each.person_id])) for number, each in enumerate(applications)]
    for number, admin in assigning.share_out(wanting, {key: admin.load for key, admin in admins.items()}):
        applications[number].assigned_to = admins[admin]


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
    return _by_load(User.objects.admins().exclude(pk=besides.pk).exclude(pk__in=conflicts)).first()


def _by_load(admins):
    """With how many decisions each has open, the fewest first."""
    open_decisions = Application.objects.awaiting_decision().filter(assigned_to=OuterRef("pk")).values("assigned_to")
    load = Coalesce(Subquery(open_decisions.annotate(count=Count("pk")).values("count")), 0)
    return admins.annotate(load=load).order_by("load", "pk")
