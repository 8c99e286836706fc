"""Telling the programme's admins, privately, that a message felt wrong (rule G7). Nothing reaches the other side."""

from django.db import transaction
from django.utils import timezone

from etiquette.occasions import Owes, happened, settle
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.models import Concern, Message, User
from mentoring.selectors.admins import nearest_admin


@transaction.atomic
def tell(message: Message, by: User, *, comment: str) -> Concern:
    """Show a message to the admins, quoted as it stands; one of them owes a look. Told twice, the first time stands.

    Raises PermissionDenied unless it was written to `by`.
    """
    policies.demand(policies.can_answer_message, by, message)
    concern, is_new = Concern.objects.get_or_create(message=message, raised_by=by, defaults={"quote": message.text, "comment": comment})
    admin = nearest_admin(message.match.cohort, besides=message.match.people)
    if is_new and admin:
        people = [Owes("admin", admin, to=by)]
        happened("concern_raised", about=concern, at=concern.created_at, people=people, scope=message.match.cohort_id)
    return concern


@transaction.atomic
def close(concern: Concern, by: User, *, note: str) -> None:
    """Say what was done; it leaves the list. Raises Refused when another admin was quicker."""
    policies.demand(policies.can_run_programme, by)
    if not Concern.objects.open().filter(pk=concern.pk).update(closed_at=timezone.now(), closed_by=by, note=note):
        raise Refused("Another admin has closed this already; their note stands beside it.")
    settle("see_to_concern", by=by, abouts=[concern])
