"""Telling a whole cohort something, and saying that it arrived (rule G1)."""

import uuid

from django.db import transaction

from etiquette import outbox
from etiquette.occasions import Owes, discharge, happened
from etiquette.outbox import Posting
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.models import Announcement, AnnouncementReceipt, Cohort, Enrolment, News, User


@transaction.atomic
def announce(
    cohort: Cohort, by: User, *, title: str, text: str, asks_receipt: bool = False, token: uuid.UUID | None = None
) -> Announcement:
    """Write to everybody who takes part: a line of news and one mail each, and a duty to acknowledge where that is asked for.

    `token` names the page it was written on: sent twice from there, it is sent once. Queries do not grow with the cohort.
    Raises Refused where nobody takes part yet; PermissionDenied unless `by` runs the programme.
    """
    policies.demand(policies.can_run_programme, by)
    places = Enrolment.objects.taking_part().filter(cohort=cohort).select_related("person")
    people = [place.person for place in places.order_by("pk") if place.person != by]
    if not people:
        raise Refused("Nobody takes part in this cohort yet, so nobody would read it.")
    key = uuid.uuid5(token or uuid.uuid4(), f"{cohort.pk}:{title}:{text}")
    facts = {"cohort": cohort, "author": by, "title": title, "text": text, "asks_receipt": asks_receipt}
    announcement, is_new = Announcement.objects.get_or_create(pk=key, defaults=facts)
    if is_new:
        _tell(announcement, people)
    return announcement


def _tell(announcement: Announcement, people: list[User]) -> None:
    News.objects.tell_all(people, "programme", f"{announcement.title} ({announcement.cohort})", announcement)
    outbox.post_all(_posting(announcement, person) for person in people)
    if announcement.asks_receipt:
        owes = [Owes("member", person) for person in people]
        happened("announced", about=announcement, at=announcement.created_at, people=owes, scope=announcement.cohort_id)


def _posting(announcement: Announcement, person: User) -> Posting:
    context = {"announcement": announcement, "url": announcement.get_absolute_url()}
    context["button"] = "Received" if announcement.asks_receipt else "Open it"
    template, key = "mentoring/email/announcement", f"announcement:{announcement.pk}:{person.pk}"
    return Posting("announcement", to=person, template=template, context=context, key=key, about=announcement)


@transaction.atomic
def receive(announcement: Announcement, by: User) -> None:
    """Say “Received”; said twice, the first time counts. Raises PermissionDenied unless it was written to `by`."""
    policies.demand(policies.can_receive_announcement, by, announcement)
    AnnouncementReceipt.objects.get_or_create(announcement=announcement, person=by)
    discharge("acknowledge_announcement", by=by, about=announcement)
