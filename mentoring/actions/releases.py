"""Releasing decisions: from now on people see them, their mails go out, their places are offered."""

from django.db import transaction
from django.utils import timezone

from etiquette import outbox
from etiquette.models import Email
from etiquette.occasions import settle
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import letters, places, revisions
from mentoring.models import Application, Cohort, Decision, Enrolment, User
from mentoring.selectors.releasing import obstacles, seats

Status = Application.Status


@transaction.atomic
def release(cohort: Cohort, *, by: User, expected: int) -> int:
    """Release every decision of the cohort that waits, but for those with `obstacles`; says how many.

    Raises Refused when there are not as many as `by` has seen (`expected`), so that none goes out unread.
    """
    policies.demand(policies.can_run_programme, by)
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    waiting = list(Decision.objects.pending().in_cohort(cohort))
    if len(waiting) != expected:
        raise Refused(
            f"There were {expected} decisions on your page, and now there are {len(waiting)}. Nothing was sent: please look again."
        )
    return release_these(waiting, by=by)


@transaction.atomic
def silence(decision: Decision, *, by: User, silent: bool) -> None:
    """Send no mail about this decision, or send it after all; what the applicant's own page says does not depend on it."""
    policies.demand(policies.can_decide, by, decision.application)
    if not Decision.objects.pending().filter(pk=decision.pk).update(silent=silent):
        raise Refused("This decision is released already.")


@transaction.atomic
def rewrite(decision: Decision, *, by: User, subject: str, text: str) -> None:
    """Put one's own words into the mail about a decision. Raises Refused once it is released."""
    policies.demand(policies.can_decide, by, decision.application)
    outbox.rewrite(decision.mail_key, subject=subject, text=text)


def release_these(decisions: list[Decision], *, by: User | None) -> int:
    """Release those of these that wait still and have no `obstacles`; who may is for the caller to say.

    What became of a withdrawn application is discarded; what is held back waits on, for an admin to look at.
    """
    held = _hold(decisions)
    _discard([decision for decision in held if not decision.application.is_undecided])
    waiting = [decision for decision in held if decision.application.is_undecided]
    hindered = obstacles(waiting, _drafted(waiting))
    going = [decision for decision in waiting if decision.pk not in hindered]
    now = timezone.now()
    Decision.objects.filter(pk__in=[decision.pk for decision in going]).update(released_at=now, released_by=by)
    told = _seat(going, by)
    applications = [_settled(decision, now) for decision in going]
    Application.objects.bulk_update(applications, ["status", "decided_at", "decided_by", "enrolment", "waiting_position"], batch_size=500)
    revisions.no_longer_needed(applications)
    settle("decide", by=by, abouts=applications)
    _mail(going, applications, told)
    return len(going)


def _drafted(decisions: list[Decision]) -> set[str]:
    return set(Email.objects.drafts().filter(key__in=[decision.mail_key for decision in decisions]).values_list("key", flat=True))


def _hold(decisions: list[Decision]) -> list[Decision]:
    """These as they are now, with their applications, locked."""
    rows = Decision.objects.pending().filter(pk__in=[decision.pk for decision in decisions])
    rows = rows.select_related("application__cohort", "application__person", "decided_by")
    return list(rows.select_for_update(of=["self", "application"], no_key=True).order_by("application"))


def _discard(decisions: list[Decision]) -> None:
    outbox.drop([decision.mail_key for decision in decisions])
    Decision.objects.filter(pk__in=[decision.pk for decision in decisions]).delete()


def _seat(decisions: list[Decision], by: User | None) -> set[Decision]:
    """Offer a place to each who is admitted; who has one already, by another road, keeps it, and is offered it only if nobody did.

    Returns the decisions whose people were told of their place before.
    """
    admitted = [decision for decision in decisions if decision.verdict == Status.ADMITTED]
    taken = seats(admitted) if admitted else {}
    for decision in admitted:
        decision.application.enrolment = taken.get(decision.pk) or _new_place(decision.application)
    told = {decision for decision in admitted if decision.application.enrolment.invited_at}
    offered = [decision for decision in admitted if decision not in told]
    if offered:
        places.offer(offered[0].application.cohort, [decision.application.enrolment for decision in offered], by=by)
        letters.follow_the_dates(offered)
    return told


def _new_place(application: Application) -> Enrolment:
    capacity = application.capacity if application.is_mentor else 0
    return Enrolment(cohort=application.cohort, person=application.person, role=application.role, capacity=capacity)


def _settled(decision: Decision, now) -> Application:
    """The application with the verdict on it, in memory."""
    application = decision.application
    application.status, application.decided_at, application.decided_by = decision.verdict, now, decision.decided_by
    if decision.verdict != Status.WAITLISTED:
        application.waiting_position = None
    return application


def _mail(decisions: list[Decision], applications: list[Application], told: set[Decision]) -> None:
    """No mail about silent decisions, nor to who was told of their place before."""
    outbox.drop([decision.mail_key for decision in decisions if decision.silent or decision in told])
    outbox.release([decision.mail_key for decision in decisions], instead_of=applications)
