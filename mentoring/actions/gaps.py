"""An admin has seen to a perception gap."""

from django.db import transaction

from mentoring import policies
from mentoring.models import SeenGap, Session, User


@transaction.atomic
def see(meeting: Session, question: str, by: User) -> None:
    """Close the hint for everybody. Said twice, it is said once."""
    policies.demand(policies.can_run_programme, by)
    SeenGap.objects.get_or_create(meeting=meeting, question=SeenGap.Question(question), defaults={"seen_by": by})
