"""Releasing decisions: from now on people see them, their mails go out, their places are offered."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from etiquette import outbox
from etiquette.models import Email
from etiquette.occasions import settle
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import letters, places, revisions
from mentoring.models import Application, Cohort, Decision, Role, User

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
    for decision in going:
        _settle(decision, by, now)
    applications = [decision.application for decision in going]
    Application.objects.bulk_update(applications, ["status", "decided_at", "decided_by", "enrolment", "waiting_position"], batch_size=500)
    revisions.no_longer_needed(applications)
    settle("decide", by=by, abouts=applications)
    _mail(going, applications)
    return len(going)


def obstacles(decisions: list[Decision], mails: Collection[str]) -> dict[UUID, str]:
    """Decision → why it cannot be released as it stands, given the keys of the `mails` that are drafted. One query per cohort at most."""
    found, left = {}, {}
    for decision in sorted(decisions, key=lambda each: (each.created_at, each.pk)):
        application = decision.application
        takes_place = decision.verdict == Status.ADMITTED and application.role == Role.MENTEE
        if takes_place and application.cohort_id not in left:
            left[application.cohort_id] = application.cohort.capacity - application.cohort.mentees_placed
        if application.saved_at and application.saved_at > decision.created_at:
            found[decision.pk] = "The application was changed after this was decided. Read it again; then take this back and decide anew."
        elif not decision.silent and decision.mail_key not in mails:
            found[decision.pk] = "Its mail is gone. Take this back and decide anew, or send no mail."
        elif takes_place and left[application.cohort_id] <= 0:
            found[decision.pk] = "All places for mentees are taken. Give the cohort more, or take this back and use the waiting list."
        elif takes_place:
            left[application.cohort_id] -= 1
    return found


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


def _settle(decision: Decision, by: User | None, now) -> None:
    """Write the verdict on the application, in memory; an admitted person gets a place, and it is kept from now on."""
    application = decision.application
    application.status, application.decided_at, application.decided_by = decision.verdict, now, decision.decided_by
    if decision.verdict != Status.WAITLISTED:
        application.waiting_position = None
    if decision.verdict == Status.ADMITTED:
        capacity = application.capacity if application.is_mentor else 0
        place = places.offer_place(application.cohort, application.person, application.role, capacity, by=by)
        application.enrolment = place
        if place.confirm_by != decision.confirm_by:
            letters.follow_the_date(decision, place.confirm_by)


def _mail(decisions: list[Decision], applications: list[Application]) -> None:
    outbox.drop([decision.mail_key for decision in decisions if decision.silent])
    outbox.release([decision.mail_key for decision in decisions], instead_of=applications)
