"""Reading a conversation that was reported: only for a reason, which is kept and shown to who reported it."""

from django.db import transaction

from mentoring import policies
from mentoring.models import Concern, News, Opening, User


@transaction.atomic
def open_conversation(concern: Concern, by: User, *, reason: str) -> Opening:
    """Let an admin read the conversation a concern is about, for a day; whoever reported it is told, and may read the reason.

    Raises PermissionDenied for everybody but admins, and for an admin who is one of the two.
    """
    policies.demand(policies.can_open_conversation, by, concern)
    opening = Opening.objects.create(concern=concern, by=by, reason=reason)
    News.objects.tell(
        concern.raised_by, "programme", f"{by.name} reads your conversation, because of what you reported.", concern.message.match
    )
    return opening
