"""Requests of whatever kind, found by their key; and where two people stand with each other."""

from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404

from mentoring.models import Cohort, FeedbackRequest, LetterRequest, Match, Session, User
from mentoring.models.requests import Request

KINDS = (FeedbackRequest, LetterRequest)
SHOWN = 50


def find(user: User, key: UUID) -> Request:
    """The request with this key, if `user` is one of its two people; else Http404. At most one query a kind."""
    for kind in KINDS:
        if found := kind.objects.visible_to(user).with_people().filter(pk=key).first():
            return found
    raise Http404("No such request.")


def shared_cohort(mentee: User, mentor: User) -> Cohort:
    """The cohort two people know each other from: that of their match, else of the last hour they had."""
    match = Match.objects.confirmed().filter(mentor__person=mentor, mentee__person=mentee).select_related("cohort").first()
    if match:
        return match.cohort
    held = Session.objects.of(mentee).filter(host=mentor, status=Session.Status.HELD)
    return held.select_related("cohort").order_by("-during").first().cohort


def between(user: User) -> list[Request]:
    """What `user` asked of others and was asked, the newest first; one query a kind."""
    found = [request for kind in KINDS for request in kind.objects.visible_to(user).with_people()[:SHOWN]]
    return sorted(found, key=lambda request: request.created_at, reverse=True)[:SHOWN]


def letters_counted(cohort: Cohort) -> dict[str, int]:
    """How many letters were asked for, promised and sent. Who declined is nobody's business, so that is not counted apart."""
    Status = Request.Status
    return LetterRequest.objects.filter(cohort=cohort).aggregate(
        asked=Count("pk"), promised=Count("pk", filter=Q(status=Status.ACCEPTED)), sent=Count("pk", filter=Q(status=Status.DONE))
    )
