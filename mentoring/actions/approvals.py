"""Approving a cohort: every proposed match becomes real, everybody is told, all of it or nothing."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from etiquette import outbox
from etiquette.occasions import Happening, Owes, happened_for_all, waive_any
from etiquette.outbox import Posting
from gurukool.lib.mail import Mail
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.models import Approval, Cohort, Enrolment, Match, News, Role, User

KIND = "cohort_approved"


@dataclass(frozen=True)
class Letter:
    """What one person is told when their matches are approved: mentors once about all their new mentees."""

    place: Enrolment
    matches: list[Match]

    @property
    def content(self) -> dict:
        """Recipient, template and context, as the outbox wants them."""
        match = self.matches[0]
        context = {"cohort": match.cohort, "matches": self.matches, "match": match, **self._button}
        return {"to": self.place.person, "template": f"mentoring/email/{KIND}_{self.place.role}", "context": context, "essential": True}

    @property
    def _button(self) -> dict[str, str]:
        """The one thing to do next: mentors offer hours, mentees write."""
        if self.place.role == Role.MENTOR:
            return {"url": reverse("availability:edit"), "button": "Offer hours they can book"}
        match = self.matches[0]
        return {"url": match.get_absolute_url(), "button": f"Write to {match.mentor.person.get_short_name()}"}

    @property
    def mail(self) -> Mail:
        """The mail exactly as it would go."""
        return outbox.compose(KIND, **self.content)


def to_approve(cohort: Cohort):
    """The proposed matches of a cohort with all that their letters say."""
    proposed = cohort.matches.proposed().select_related("cohort", "mentor__person__profile", "mentee__person__profile")
    return proposed.order_by("mentor__person__name", "mentor", "mentee__person__name", "pk")


def letters(matches: list[Match]) -> list[Letter]:
    """Who is told what: each mentor, followed by each of their mentees."""
    by_mentor = defaultdict(list)
    for match in matches:
        by_mentor[match.mentor].append(match)
    return [letter for mentor, theirs in by_mentor.items() for letter in (Letter(mentor, theirs), *(Letter(m.mentee, [m]) for m in theirs))]


def fingerprint(matches: list[Match]) -> str:
    """A short name for exactly these matches, so that an admin approves what they have seen."""
    return hashlib.sha256("".join(sorted(str(match.pk) for match in matches)).encode()).hexdigest()[:16]


@transaction.atomic
def approve(cohort: Cohort, *, by: User, seen: str) -> int:
    """Confirm all proposed matches, raise what is owed, queue the letters; says how many matches.

    `seen` is the fingerprint of the matches that were looked over. Approving again confirms matches
    proposed since. Raises Refused when there is nothing to approve (naming who was quicker), when the
    matches changed meanwhile, and when a matched person was not invited or has left.
    """
    policies.demand(policies.can_run_programme, by)
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)  # no join: it would be read as it was before we waited
    matches = list(to_approve(cohort).select_for_update(of=["self"]))
    _refuse_unready(cohort, matches, seen, by)
    now = timezone.now()
    Cohort.objects.filter(pk=cohort.pk, approved_at__isnull=True).update(approved_at=now, approved_by=by)
    approval = Approval.objects.create(cohort=cohort, by=by, matches=len(matches))
    keys = [match.pk for match in matches]
    cohort.matches.proposed().filter(pk__in=keys).update(status=Match.Status.CONFIRMED, confirmed_at=now)
    happened_for_all("cohort_approved", [_happening(match, now, approval) for match in matches], scope=cohort)
    _close_rematches(matches)
    _tell(matches, approval)
    return len(matches)


def _happening(match: Match, at: datetime, approval: Approval) -> Happening:
    """What it means to the two: the mentee writes first, both take their first steps."""
    mentee, mentor = match.mentee.person, match.mentor.person
    return Happening(match, at, [Owes("mentee", mentee, to=mentor), Owes("mentor", mentor, to=mentee)], key=str(approval.pk))


def _refuse_unready(cohort: Cohort, matches: list[Match], seen: str, by: User) -> None:
    if cohort.phase == Cohort.Phase.ENDED:
        raise Refused(f"{cohort} has ended, so there is nothing to approve any more.")
    if not matches and cohort.approved_at:
        when = cohort.approved_at.astimezone(by.tz)
        raise Refused(f"{cohort.approved_by} approved {cohort} on {when:%-d %B %Y at %H:%M %Z}; no match has been proposed since.")
    if not matches:
        raise Refused("There are no matches to approve yet: propose some on the matching board first.")
    if seen != fingerprint(matches):
        raise Refused("The matches have changed since you opened this page: please look them over once more, then approve.")
    for match in matches:
        _refuse_absent(match)


def _refuse_absent(match: Match) -> None:
    for place in (match.mentor, match.mentee):
        if place.left_at:
            raise Refused(f"{place.person} has left the cohort: remove the match with them first.")
        if not place.invited_at:
            raise Refused(f"{place.person} has not been invited yet: invite the people of the cohort first.")


def _close_rematches(matches: list[Match]) -> None:
    """Whoever was left without a match and has one now: nobody need see to it any more."""
    mentees = [match.mentee_id for match in matches]
    waive_any(Match.objects.filter(mentee__in=mentees, status=Match.Status.ENDED))


def _tell(matches: list[Match], approval: Approval) -> None:
    """Letters and a line on each home page. A mentor's letter, about several mentees, belongs to the approval."""
    outbox.post_all(_posting(letter, approval) for letter in letters(matches))
    News.objects.bulk_create(
        News(person=place.person, tag="match", text=text, url=match.get_absolute_url())
        for match in matches
        for place, text in (
            (match.mentor, f"{match.mentee.person} is your mentee in {match.cohort}."),
            (match.mentee, f"{match.mentor.person} is your mentor in {match.cohort}."),
        )
    )


def _posting(letter: Letter, approval: Approval) -> Posting:
    about = approval if letter.place.role == Role.MENTOR else letter.matches[0]
    return Posting(KIND, key=f"approved:{approval.pk}:{letter.place.pk}", about=about, **letter.content)
