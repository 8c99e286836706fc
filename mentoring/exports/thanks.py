"""Who thanked whom, and what had come of it; not a word of the notes, which are theirs."""

from etiquette.models import ThankYou
from mentoring.exports.columns import Column, Export, at, queried


def _thanks(cohort, user):
    return ThankYou.objects.filter(scope=cohort.pk).order_by("created_at", "pk")


def _columns(cohort) -> list[Column]:
    return [
        Column("From", "sender__name"),
        Column("To", "recipient__name"),
        Column("Outcome", "outcome", lambda outcome: ThankYou.Outcome(outcome).label),
        at("Sent", "created_at"),
    ]


THANKS = Export("thanks", "Thanks", "Who thanked whom, and what had come of it; nothing of the notes.", queried(_thanks, _columns))
