"""Letting go of what declined people wrote, when its time is over; what is left is numbers."""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, F, Value
from django.db.models.functions import Coalesce, Now

from etiquette.occasions import forget
from mentoring.models import Application, ReviewPlan, Tally

BATCH = 200
KEPT = Coalesce("cohort__review_plan__keep_days", ReviewPlan._meta.get_field("keep_days").default)


def forget_declined() -> int:
    """Count and delete the declined applications whose time is over, with reviews, files, duties and mails; says how many."""
    total = 0
    while count := _forget_some():
        total += count
    return total


def due():
    """Declined longer ago than their cohort keeps it."""
    kept = ExpressionWrapper(KEPT * Value(timedelta(days=1)), output_field=DurationField())
    return Application.objects.filter(status=Application.Status.DECLINED).alias(kept=kept).filter(decided_at__lt=Now() - F("kept"))


@transaction.atomic
def _forget_some() -> int:
    some = due().select_related("cohort", "person__profile").select_for_update(of=["self"], skip_locked=True)
    applications = list(some.order_by("pk")[:BATCH])
    Tally.objects.add(_tallies(applications))
    forget([review for application in applications for review in application.revision_requests.all()])
    forget(applications)
    Application.objects.filter(pk__in=[application.pk for application in applications]).delete()
    return len(applications)


def _tallies(applications: list[Application]) -> list[Tally]:
    """One row for each property of each, added up; no two properties of one person stand in one row."""
    counts = Counter()
    for application in applications:
        for what, value in _properties(application):
            counts[application.cohort, application.role, application.status, what, value[:120]] += 1
    names = ["cohort", "role", "outcome", "what", "value"]
    return [Tally(count=count, **dict(zip(names, key, strict=True))) for key, count in counts.items()]


def _properties(application: Application) -> list[tuple[str, str]]:
    profile = getattr(application.person, "profile", None)
    region = application.person.zone.split("/")[0]
    What = Tally.What
    return [
        (What.ALL, ""),
        (What.FIELD, profile.field if profile else ""),
        (What.STAGE, profile.stage if profile else ""),
        (What.ZONE, region),
    ]
