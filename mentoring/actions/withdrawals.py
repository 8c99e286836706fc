"""Taking an approval back before the cohort starts: everything it did is undone, and whoever had mail is told kindly."""

from django.db import transaction
from django.utils import timezone

from etiquette import outbox
from etiquette.models import Email
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions.approvals import KIND
from mentoring.actions.endings import close_down
from mentoring.models import Approval, Cohort, Match, News, User


@transaction.atomic
def take_back(cohort: Cohort, *, by: User, reason: str) -> int:
    """Make the matches of an approved cohort proposals again; says how many. `reason` is for admins.

    Duties are waived, unsent letters withdrawn, sessions called off. Raises Refused once the cohort has started,
    and when another admin was quicker.
    """
    policies.demand(policies.can_run_programme, by)
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if not cohort.approved_at:
        raise Refused(f"{cohort} is not approved (any more), so there is nothing to take back.")
    if cohort.phase != Cohort.Phase.APPROVED:
        raise Refused(f"{cohort} has started: an approval can no longer be taken back, but a match can be ended.")
    approvals = list(cohort.approvals.filter(taken_back_at=None))
    matches = list(cohort.matches.confirmed().with_people().order_by("pk").select_for_update(of=["self"]))
    told = _told(matches, approvals)
    _undo(cohort, matches, by)
    cohort.approvals.filter(taken_back_at=None).update(taken_back_at=timezone.now(), taken_back_by=by, reason=reason)
    _say_so(cohort, approvals, told)
    return len(matches)


def _told(matches: list[Match], approvals: list[Approval]) -> list[User]:
    """Whose letter has left the house; a letter on its way may have."""
    gone = [Email.Status.SENT, Email.Status.CLAIMED]
    letters = Email.objects.about_any(matches) | Email.objects.about_any(approvals)
    people = letters.filter(kind=KIND, status__in=gone).values("person")
    return list(User.objects.filter(pk__in=people).order_by("pk"))


def _undo(cohort: Cohort, matches: list[Match], by: User) -> None:
    keys = [match.pk for match in matches]
    Cohort.objects.filter(pk=cohort.pk).update(approved_at=None, approved_by=None)
    Match.objects.filter(pk__in=keys).update(status=Match.Status.PROPOSED, confirmed_at=None)
    for match in matches:
        match.status = Match.Status.PROPOSED
        close_down(match, by)
    News.objects.filter(tag="match", url__in=[match.get_absolute_url() for match in matches]).delete()


def _say_so(cohort: Cohort, approvals: list[Approval], told: list[User]) -> None:
    for approval in approvals:
        outbox.withdraw(about=approval)
    for person in told:
        key = f"approval:{approvals[-1].pk}:taken_back:{person.pk}" if approvals else f"cohort:{cohort.pk}:taken_back:{person.pk}"
        context = {"cohort": cohort}
        template = "mentoring/email/approval_taken_back"
        outbox.post("approval_taken_back", to=person, template=template, context=context, key=key, about=cohort, essential=True)
