"""Writing an introduction, handing it in, and reviewing it (rule I1)."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from etiquette import outbox
from etiquette.occasions import Owes, discharge, excuse, happened, waive
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.models import Enrolment, Introduction, IntroductionReview, News, Remark, User

REVIEWERS = 2


@transaction.atomic
def save_draft(enrolment: Enrolment, by: User, **sections: str) -> Introduction:
    """Keep what is written so far; nobody else sees it. Raises Refused once it was handed in."""
    introduction = _begun(enrolment, by)
    if not Introduction.objects.filter(pk=introduction.pk, status=Introduction.Status.DRAFT).update(**sections):
        raise Refused("Mentors can read this already, so it has no draft any more: press “Hand in again” to replace what they see.")
    return _as_it_is_now(introduction)


@transaction.atomic
def hand_in(enrolment: Enrolment, by: User, **sections: str) -> Introduction:
    """Show the introduction to the cohort's mentors; the first time, and after each revision, two of them owe a review.

    While it waits, handing in again only replaces the text. A mentor's own is ready at once, for all of the cohort, and
    can be changed at any time. Each text handed in is kept as a version. Raises Refused once a mentor found a mentee's ready.
    """
    introduction = _begun(enrolment, by)
    own = Introduction.objects.select_for_update().filter(pk=introduction.pk)
    own.get()  # versions are numbered one after the other
    if introduction.is_of_mentor:
        own.update(status=Introduction.Status.READY, submitted_at=timezone.now(), **sections)
        discharge("introduce", by=by, about=enrolment)
    else:
        _hand_to_mentors(introduction, own, by, sections)
    return _versioned(_as_it_is_now(introduction))


def _hand_to_mentors(introduction: Introduction, own, by: User, sections: dict) -> None:
    now = timezone.now()
    fresh = own.filter(status__in=[Introduction.Status.DRAFT, Introduction.Status.REVISE])
    if fresh.update(status=Introduction.Status.SUBMITTED, submitted_at=now, **sections):
        discharge("introduce", by=by, about=introduction.enrolment)
        _ask_for_review(introduction, now)
    elif not own.open_to_change().update(**sections):
        raise Refused("A mentor has found your introduction ready, so it stays as it is.")


def _versioned(introduction: Introduction) -> Introduction:
    """Keep what it says now, unless the last version says the same."""
    last = introduction.versions.last()
    if last is None or last.lines != introduction.sections:
        introduction.versions.create(number=last.number + 1 if last else 1, lines=introduction.sections)
    return introduction


def _begun(enrolment: Enrolment, by: User) -> Introduction:
    policies.demand(policies.can_write_introduction, by, enrolment)
    return Introduction.objects.select_related("enrolment__person").get_or_create(enrolment=enrolment)[0]


def _as_it_is_now(introduction: Introduction) -> Introduction:
    introduction.refresh_from_db(fields=["status", "submitted_at", *Introduction.SECTIONS])
    return introduction


def _ask_for_review(introduction: Introduction, now) -> None:
    reviewers = list(_least_loaded(introduction)[:REVIEWERS])
    introduction.reviewers.set(reviewers)
    _owe_review(introduction, reviewers, now)


def _owe_review(introduction: Introduction, reviewers: list[User], now) -> None:
    enrolment = introduction.enrolment
    people = [Owes("reviewer", reviewer, to=enrolment.person) for reviewer in reviewers]
    round_of_review = str(introduction.reviews.count())
    happened("introduction_submitted", about=introduction, at=now, people=people, scope=enrolment.cohort_id, key=round_of_review)


def hand_on(place: Enrolment) -> None:
    """A mentor has left: what waited for their review goes to the least loaded of the others, if there is one; inside a transaction."""
    waiting = Introduction.objects.awaiting_review().filter(enrolment__cohort=place.cohort_id, reviewers=place.person)
    for introduction in waiting.with_people().order_by("submitted_at", "pk"):
        excuse(place.person, "review_introduction", about=introduction)
        introduction.reviewers.remove(place.person)
        substitute = _least_loaded(introduction).exclude(pk__in=introduction.reviewers.all()).first()
        if substitute:
            introduction.reviewers.add(substitute)
            _owe_review(introduction, [substitute], timezone.now())


def _least_loaded(introduction: Introduction):
    """Mentors who took their place: those asked before, then those with the fewest reviews open, then the fewest asked for at all."""
    places = Enrolment.objects.present().mentors().filter(cohort=introduction.enrolment.cohort_id, confirmed_at__isnull=False)
    asked_before = introduction.reviewers.through.objects.filter(introduction=introduction, user=OuterRef("pk"))
    waiting = Q(introductions_to_review__status=Introduction.Status.SUBMITTED)
    return (
        User.objects.active()
        .filter(pk__in=places.values("person"))
        .annotate(
            asked_before=Exists(asked_before),
            open_reviews=Count("introductions_to_review", filter=waiting),
            asked=Count("introductions_to_review"),
        )
        .order_by("-asked_before", "open_reviews", "asked", "pk")
    )


@transaction.atomic
def review(introduction: Introduction, by: User, *, comment: str, verdict: str = "", remarks: Sequence[dict] = ()) -> IntroductionReview:
    """Answer an introduction. The first answer decides and frees the other reviewers; a later one is kept as a comment.

    `remarks`: what to say about single passages, as fields of Remark.

    A repeated call returns the review that exists. Raises PermissionDenied unless `by` mentors in the cohort.
    """
    policies.demand(policies.can_review_introduction, by, introduction)
    decides = bool(verdict) and Introduction.objects.awaiting_review().filter(pk=introduction.pk).update(status=verdict)
    mine, is_new = IntroductionReview.objects.get_or_create(
        introduction=introduction, reviewer=by, comment=comment, defaults={"verdict": verdict if decides else ""}
    )
    introduction.refresh_from_db(fields=["status"])
    discharge("review_introduction", by=by, about=introduction)
    if decides:
        waive(about=introduction)
    if is_new:
        Remark.objects.bulk_create(Remark(review=mine, **remark) for remark in remarks)
        _tell_author(mine)
    return mine


def _tell_author(review: IntroductionReview) -> None:
    enrolment = review.introduction.enrolment
    News.objects.tell(enrolment.person, "introduction", f"{review.reviewer.name} answered your introduction.", review)
    facts = {"review": review, "reviewer": review.reviewer, "cohort": enrolment.cohort}
    facts |= {"url": review.get_absolute_url(), "button": "Read it beside your text"}
    template, key = "mentoring/email/introduction_reviewed", f"introduction-review:{review.pk}"
    outbox.post("introduction_reviewed", to=enrolment.person, template=template, context=facts, key=key, about=review)
