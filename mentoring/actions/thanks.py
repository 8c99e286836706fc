"""Thanking a mentor, with what came of it (rules G3 and I5)."""

from django.db import transaction

from etiquette import outbox
from etiquette.models import ThankYou
from etiquette.models.about import about_facts
from etiquette.occasions import discharge
from mentoring import policies
from mentoring.models import News, Session, User


@transaction.atomic
def thank(meeting: Session, by: User, *, text: str, outcome: str) -> ThankYou:
    """Send the host a note about a session that was held. A repeated call returns the note that exists.

    Raises PermissionDenied unless `by` is the guest of a held session.
    """
    policies.demand(policies.can_thank, by, meeting)
    facts = {"recipient": meeting.host, "text": text, "outcome": outcome, "scope": meeting.cohort_id, **about_facts(meeting)}
    note, is_new = ThankYou.objects.get_or_create(sender=by, about_id=meeting.pk, defaults=facts)
    discharge("thank", by=by, about=meeting)
    if is_new:
        News.objects.tell(meeting.host, "thanks", f"{by.name} thanks you for your hour.", note)
        context = {"note": note, "other": by, "meeting": meeting, "url": meeting.get_absolute_url(), "button": "Open the session"}
        outbox.post(
            "thank_you", to=meeting.host, template="mentoring/email/thank_you", context=context, key=f"thanks:{note.pk}", about=note
        )
    return note
