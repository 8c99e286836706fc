"""Deciding about applications. One road: a decision is drafted with its mail, and nobody outside hears of it until it is released."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from etiquette import outbox
from etiquette.occasions import settle
from gurukool.lib.mail import Mail
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import letters, places, releases, reviewers
from mentoring.models import Application, Cohort, Decision, Enrolment, Role, User
from mentoring.selectors.releasing import obstacles

Status = Application.Status
BATCH = 500


@dataclass
class Drafted:
    """What became of a selection: the decisions made, and a sentence for each application that was not decided."""

    decisions: list[Decision] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Draft:
    """A decision to make about an application last `seen` in that status."""

    seen: str
    verdict: str
    note: str = ""
    reason: str = ""


@transaction.atomic
def decide(application: Application, *, by: User, verdict: str, note: str, seen: str, reason: str = "") -> None:
    """Draft the decision on an application last `seen` in that status, and release it at once.

    Raises Refused when somebody else decided meanwhile, when there is no place left to admit to, and when anything else
    stands in the way of releasing it: then nothing is recorded.
    """
    decision = draft_one(application, by=by, verdict=verdict, note=note, seen=seen, reason=reason)
    if not releases.release_these([decision], by=by):
        hindered = obstacles([decision], [decision.mail_key])
        raise Refused(hindered.get(decision.pk, "This application was changed meanwhile. Please read it again."))


@transaction.atomic
def draft_one(application: Application, *, by: User, verdict: str, note: str, seen: str, reason: str = "") -> Decision:
    """Decide about one application, its mail waiting as a draft. Raises Refused as `decide` does."""
    policies.demand(policies.can_decide, by, application)
    drafted = draft_these(application.cohort, {application.pk: Draft(seen, verdict, note, reason)}, by=by)
    if drafted.told:
        raise Refused(drafted.told[0])
    return drafted.decisions[0]


@transaction.atomic
def draft_many(cohort: Cohort, seen: dict[UUID, str], *, by: User, verdict: str, note: str = "", reason: str = "") -> Drafted:
    """Decide alike about many (application → the status `by` saw); what others decided meanwhile is left alone, and told.

    Raises Refused when more are to be admitted than there are places.
    """
    policies.demand(policies.can_run_programme, by)
    allowed = cohort.applications.filter(pk__in=seen).without_conflict(by).exclude(person=by).values_list("pk", flat=True)
    drafted = draft_these(cohort, {key: Draft(seen[key], verdict, note, reason) for key in allowed}, by=by)
    if len(allowed) < len(seen):
        drafted.told.append("Your own application, and those you declared a conflict of interest in, are for others to decide.")
    return drafted


@transaction.atomic
def undo(decision: Decision, *, by: User) -> None:
    """Take back a decision nobody outside has heard of. Raises Refused once it is released."""
    policies.demand(policies.can_decide, by, decision.application)
    application = decision.application
    outbox.drop([decision.mail_key])
    if not Decision.objects.pending().filter(pk=decision.pk).delete()[0]:
        raise Refused("This decision is released or taken back already.")
    if application.status == Status.SUBMITTED:
        Application.objects.filter(pk=application.pk).update(waiting_position=None)
        letters.ask_to_decide(application, again=decision.pk)
        reviewers.ask_again(application)


def places_left(cohort: Cohort) -> int:
    """Places for mentees that nobody holds and no waiting decision gives away: two queries."""
    return cohort.capacity - cohort.mentees_placed - _pending_mentees(cohort).count()


def decision_mail(application: Application, verdict: str, note: str) -> Mail:
    """The mail a decision would send, exactly."""
    return letters.compose(application, verdict, note, places.confirm_by(application.cohort, timezone.now()))


def draft_these(cohort: Cohort, drafts: dict[UUID, Draft], *, by: User | None, instead_of: Enrolment | None = None) -> Drafted:
    """The one place where decisions are made (application → draft); who may is for the caller to say.

    Queries do not grow with the drafts. Raises Refused when more are to be admitted than there are places.
    """
    cohort = _locked_cohort(cohort.pk)
    mine, told = _still_open(cohort, {key: draft.seen for key, draft in drafts.items()})
    to_be = {verdict: [each for each in mine if drafts[each.pk].verdict == verdict] for verdict in Decision.Verdict.values}
    if to_be[Status.ADMITTED]:
        _refuse_if_full(cohort, to_be[Status.ADMITTED])
    until = places.confirm_by(cohort, timezone.now())
    rows = [_decision(application, drafts[application.pk], by, until, instead_of) for application in mine]
    decisions = Decision.objects.bulk_create(rows, batch_size=BATCH)
    outbox.hold([letters.draft(decision) for decision in decisions])
    _line_up(cohort, to_be[Status.WAITLISTED])
    if mine:
        settle("decide", by=by, abouts=mine)
        reviewers.excuse(cohort, mine)
    return Drafted(decisions, told)


def _decision(application: Application, draft: Draft, by: User | None, until: datetime | None, instead_of: Enrolment | None) -> Decision:
    facts = {"verdict": draft.verdict, "note": draft.note, "reason": draft.reason, "decided_by": by, "instead_of": instead_of}
    return Decision(application=application, confirm_by=until if draft.verdict == Status.ADMITTED else None, **facts)


def _still_open(cohort: Cohort, seen: dict[UUID, str]) -> tuple[list[Application], list[str]]:
    """The applications nobody decided since they were seen, held; and who was quicker with the others."""
    rows = cohort.applications.filter(pk__in=seen).select_related("person", "decided_by")
    found = list(rows.select_for_update(of=["self"], no_key=True).order_by("-score_median", "submitted_at", "pk"))
    pending = {each.application_id: each for each in _pending(found)}
    mine, told = [], []
    for application in found:
        application.cohort = cohort
        if application.pk in pending or application.status != seen[application.pk] or not application.is_undecided:
            told.append(letters.told_by_whom(application, pending.get(application.pk)))
        else:
            mine.append(application)
    return mine, told


def _pending(applications: Iterable[Application]):
    return Decision.objects.pending().filter(application__in=applications).select_related("decided_by")


def _pending_mentees(cohort: Cohort):
    waiting = Decision.objects.pending().in_cohort(cohort).filter(verdict=Status.ADMITTED, application__status__in=Application.UNDECIDED)
    return waiting.filter(application__role=Role.MENTEE).exclude(application__person__in=cohort.enrolments.values("person"))


def _refuse_if_full(cohort: Cohort, applications: list[Application]) -> None:
    places = {place.person_id: place for place in cohort.enrolments.filter(person__in=[each.person_id for each in applications])}
    for application in applications:
        place = places.get(application.person_id)
        if place and (place.left_at or place.role != application.role):
            raise Refused(f"{application.person} has had another place in {cohort} already, so none can be offered to them.")
    wanted = sum(application.role == Role.MENTEE and application.person_id not in places for application in applications)
    left = places_left(cohort)
    if wanted and left <= 0:
        raise Refused(f"All {cohort.capacity} places for mentees are taken. Use the waiting list, or give the cohort more places first.")
    if wanted and wanted > left:
        some = "one place is" if left == 1 else f"{left} places are"
        raise Refused(f"You chose {wanted} mentees, and {some} left. Choose fewer, or give the cohort more places first.")


def _line_up(cohort: Cohort, applications: list[Application]) -> None:
    """Put these at the end of their waiting list, the highest median first; who is on it keeps their place."""
    last = dict(cohort.applications.order_by().values_list("role").annotate(Max("waiting_position"))) if applications else {}
    for application in applications:
        application.waiting_position = last[application.role] = (last[application.role] or 0) + 1
    Application.objects.bulk_update(applications, ["waiting_position"], batch_size=BATCH)


def _locked_cohort(key) -> Cohort:
    """The cohort, held until the decision is made, so that one place is not counted as free twice."""
    return Cohort.objects.select_for_update(no_key=True).get(pk=key)
