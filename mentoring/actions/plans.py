"""A mentee's development plan: written, shared when they say so, revised."""

from django.db import transaction
from django.utils import timezone

from mentoring import policies
from mentoring.models import Enrolment, Match, News, Plan, User


@transaction.atomic
def write(place: Enrolment, by: User, **parts: str) -> Plan:
    """Keep the plan as it is now; sharing stays as it was. Raises PermissionDenied for anybody but the mentee."""
    policies.demand(policies.can_plan, by, place)
    plan, _ = Plan.objects.update_or_create(place=place, defaults={**parts, "changed_at": timezone.now()})
    return plan


@transaction.atomic
def share(plan: Plan, by: User) -> None:
    """Let the mentor read it, and tell them; a second click changes nothing."""
    policies.demand(policies.can_plan, by, plan.place)
    if Plan.objects.filter(pk=plan.pk, shared_at__isnull=True).update(shared_at=timezone.now()):
        for match in Match.objects.confirmed().filter(mentee=plan.place).with_people():
            News.objects.tell(match.host, "plan", f"{by.name} shows you a development plan, and would like to hear what you think.", plan)


@transaction.atomic
def keep_private(plan: Plan, by: User) -> None:
    """Only the mentee reads it again, and what was said about it."""
    policies.demand(policies.can_plan, by, plan.place)
    if Plan.objects.filter(pk=plan.pk, shared_at__isnull=False).update(shared_at=None):
        News.objects.take_back(plan)
