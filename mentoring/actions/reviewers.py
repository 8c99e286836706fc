"""Who reviews a cohort's applications, and which: naming reviewers, sharing applications out, stepping aside."""

from collections import Counter, defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef
from django.utils import timezone

from etiquette import outbox
from etiquette.models import Duty
from etiquette.occasions import Owes, discharge, happened, waive
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import deciders, rubrics, standings
from mentoring.intake.assigning import Wanting, share_out
from mentoring.models import Application, Cohort, Review, Reviewer, ReviewPlan, User

BATCH = 1000


@transaction.atomic
def name_reviewer(cohort: Cohort, email: str, *, by: User) -> Reviewer:
    """Let a person with an account review this cohort's applications. Raises Refused for an address nobody has."""
    policies.demand(policies.can_run_programme, by)
    person = User.objects.active().filter(email__iexact=email.strip()).first()
    if person is None:
        raise Refused(f"Nobody has an account with the address {email}. Ask them to sign up first.")
    reviewer, _ = Reviewer.objects.update_or_create(cohort=cohort, person=person, defaults={"left_at": None})
    return reviewer


def name_these(cohort: Cohort, people: list[User]) -> None:
    """Let these people review, in the caller's transaction; who may say so is for the caller to ask."""
    rows = [Reviewer(cohort=cohort, person=person) for person in people]
    Reviewer.objects.bulk_create(rows, BATCH, update_conflicts=True, unique_fields=["cohort", "person"], update_fields=["left_at"])


@transaction.atomic
def release_reviewer(reviewer: Reviewer, *, by: User) -> None:
    """Ask no more of a reviewer: what they gave stays, what they had open is free for others."""
    policies.demand(policies.can_run_programme, by)
    Reviewer.objects.filter(pk=reviewer.pk, left_at=None).update(left_at=timezone.now(), round=F("round") + 1)
    Review.objects.open().filter(reviewer=reviewer.person_id, application__cohort=reviewer.cohort_id).delete()
    waive(about=reviewer)


@transaction.atomic
def assign(cohort: Cohort, *, by: User) -> int:
    """Give every submitted application the reviewers it lacks, the least loaded first; says how many reviews were added.

    Run again, it adds only what is missing. Raises Refused when nobody reviews this cohort.
    """
    policies.demand(policies.can_run_programme, by)
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    rubrics.settle(cohort)
    if not _pool(cohort):
        raise Refused("Nobody reviews this cohort yet: name reviewers first.")
    return _fill(cohort, _waiting(cohort))


@transaction.atomic
def step_aside(review: Review, *, by: User, why: str) -> None:
    """Abstain, or declare a conflict of interest; another reviewer is asked, and whatever was said is taken back.

    After a conflict the application is not shown to this person any more, and another admin decides it.
    """
    policies.demand(policies.can_review, by, review)
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=review.application.cohort_id)
    standings.hold(review.application)
    Review.objects.filter(pk=review.pk).update(status=why, score=None, given_at=None, comment="")
    review.scores.all().delete()
    standings.refresh([review.application])
    _fill(cohort, _waiting(cohort).filter(pk=review.application_id))
    finish_piles(cohort, [by.pk])
    if why == Review.Status.CONFLICT:
        deciders.reassign(review.application, away_from=by)


def finish_piles(cohort: Cohort, people: list[int]) -> None:
    """Whoever of these has nothing left to review owes nothing; the next pile is a new duty."""
    rows = Reviewer.objects.filter(cohort=cohort, person__in=people).select_related("person")
    to_do = Review.objects.to_do().filter(application__cohort=cohort, reviewer=OuterRef("person")).order_by()
    for reviewer in rows.filter(~Exists(to_do)):
        if discharge("review_applications", by=reviewer.person, about=reviewer):
            outbox.withdraw(reviewer)
            Reviewer.objects.filter(pk=reviewer.pk).update(round=reviewer.round + 1)


def excuse(cohort: Cohort, applications: list[Application]) -> None:
    """These are decided, so nobody owes a review of them any more."""
    people = Review.objects.open().filter(application__in=applications).values_list("reviewer", flat=True).distinct()
    finish_piles(cohort, list(people))


def ask_again(application: Application) -> None:
    """It waits for a decision once more (handed in again, a decision taken back): whoever has not given their review owes it again."""
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=application.cohort_id)
    unread = Review.objects.open().filter(application=application).values("reviewer")
    piles = dict(Review.objects.to_do().filter(application__cohort=cohort).order_by().values_list("reviewer").annotate(Count("pk")))
    for reviewer in Reviewer.objects.active().filter(cohort=cohort, person__in=unread).select_related("person"):
        _announce(reviewer, cohort, piles[reviewer.person_id])


def _waiting(cohort: Cohort):
    """Those to be reviewed, in the order in which people applied."""
    return cohort.applications.undecided_by_anyone().order_by("submitted_at", "pk")


def _fill(cohort: Cohort, applications) -> int:
    """Add the reviews these applications lack, and tell the reviewers."""
    plan, people = ReviewPlan.of(cohort), _pool(cohort)
    standings.number(cohort)
    loads, asked, standing = _loads(cohort, people)
    wanting = [
        Wanting(key, max(0, plan.per_application - standing[key]), frozenset(asked[key] | {person}))
        for key, person in applications.values_list("pk", "person")
    ]
    pairs = share_out(wanting, loads)
    Review.objects.bulk_create([Review(application_id=key, reviewer_id=person) for key, person in pairs], batch_size=BATCH)
    for person, count in Counter(person for _, person in pairs).items():
        _announce(people[person], cohort, count)
    return len(pairs)


def _pool(cohort: Cohort) -> dict[int, Reviewer]:
    """Person → their row as a reviewer: those named, and the admins unless the plan leaves them out."""
    if ReviewPlan.of(cohort).admins_review:
        admins = [Reviewer(cohort=cohort, person=admin) for admin in User.objects.admins().order_by("pk")]
        Reviewer.objects.bulk_create(admins, ignore_conflicts=True)
    rows = Reviewer.objects.active().filter(cohort=cohort).select_related("person").order_by("person")
    return {row.person_id: row for row in rows}


def _loads(cohort: Cohort, people) -> tuple[dict, dict, Counter]:
    """How many reviews each person stands for; and of each application who was asked, and how many reviews stand."""
    loads, asked, standing = dict.fromkeys(people, 0), defaultdict(set), Counter()
    rows = Review.objects.filter(application__cohort=cohort).values_list("application", "reviewer", "status")
    for application, person, status in rows.iterator():
        asked[application].add(person)
        if status in Review.STANDING:
            standing[application] += 1
            if person in loads:
                loads[person] += 1
    return loads, asked, standing


def follow_the_date(cohort: Cohort) -> None:
    """What reviewers owe becomes due by the cohort's new date."""
    owing = Duty.objects.open().filter(act="review_applications", scope=cohort.pk).values("about_id")
    for reviewer in Reviewer.objects.filter(cohort=cohort, pk__in=owing).select_related("person"):
        _owe(reviewer, cohort)


def _owe(reviewer: Reviewer, cohort: Cohort) -> datetime:
    """One duty for the whole pile; told again, it follows the cohort's date. Returns when it is due."""
    due, key = cohort.reviews_due_at or cohort.decisions_at, str(reviewer.round)
    happened("review_assigned", about=reviewer, at=due, people=[Owes("reviewer", reviewer.person)], scope=cohort, key=key)
    return due


def _announce(reviewer: Reviewer, cohort: Cohort, count: int) -> None:
    """One duty and one mail for the whole pile, however many applications are in it."""
    due = _owe(reviewer, cohort)
    context = {"cohort": cohort, "count": count, "due_at": due, "url": reviewer.get_absolute_url(), "button": "Open the applications"}
    template, key = "mentoring/email/review_assigned", f"reviewer:{reviewer.pk}:{reviewer.round}"
    outbox.post("review_assigned", to=reviewer.person, template=template, context=context, key=key, about=reviewer)
