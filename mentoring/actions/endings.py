"""Ending a match, leaving a cohort: no fault, no fuss. What was planned or owed goes in the same transaction."""

from django.db import transaction
from django.utils import timezone

from etiquette import outbox
from etiquette.occasions import Owes, discharge, happened, waive, waive_any
from gurukool.lib.locks import lock_people
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import groups, introductions, proposals, sessions
from mentoring.actions.matching import hold_board
from mentoring.models import Enrolment, Feedback, Match, Message, News, Session, User

CALLED_OFF = "The two of you are no longer matched."


@transaction.atomic
def end(match: Match, *, by: User, reason: str) -> None:
    """End an approved match: sessions called off, duties waived, mail withdrawn, the other side told, a rematch asked for.

    `reason` is for admins only. Raises Refused when it has ended already; PermissionDenied unless `by` may end it.
    """
    policies.demand(policies.can_end, by, match)
    if not _end(match, by, reason):
        raise Refused("This match has ended already.")
    proposals.ask_again_for(match.cohort, [match.mentee], by=None)


@transaction.atomic
def leave(place: Enrolment, *, by: User, reason: str) -> None:
    """Leave a cohort for good: every match ends, what was only proposed goes. Raises Refused for who has left already."""
    policies.demand(policies.can_leave, by, place)
    hold_board(place.cohort_id)
    leaving = Enrolment.objects.present().filter(pk=place.pk)
    if not leaving.update(left_at=timezone.now(), leave_reason=reason):
        raise Refused("This place was given back already.")
    groups.withdraw(place, by=by)
    free(place, by=by, reason=reason)
    waive(about=place)


def free(place: Enrolment, *, by: User, reason: str) -> None:
    """End every match of a place somebody no longer holds, hand on what they had to review; inside a transaction."""
    theirs = Match.objects.filter(cohort=place.cohort).of(place.person)
    theirs.filter(status__in=[Match.Status.DRAFTED, Match.Status.PROPOSED]).drop()
    ended = [match for match in theirs.confirmed().with_people().order_by("pk") if _end(match, by, reason)]
    _call_off_open_hours(place)
    proposals.ask_again_for(place.cohort, [match.mentee for match in ended], by=None)
    introductions.hand_on(place)


def _call_off_open_hours(place: Enrolment) -> None:
    """What they had planned in the cohort without a match."""
    coming = Session.objects.ahead(timezone.now()).of(place.person).filter(cohort=place.cohort, format=Session.Format.OPEN)
    for meeting in coming.with_people().order_by("pk"):
        sessions.call_off(meeting, None, f"{place.person.name} is no longer in {place.cohort}.")


@transaction.atomic
def seen_to(match: Match, *, by: User) -> None:
    """An admin has seen to whoever was left without a match."""
    policies.demand(policies.can_run_programme, by)
    discharge("rematch", by=by, about=match)
    waive(about=match)


def close_down(match: Match, by: User | None) -> None:
    """Call off what is planned and waive what is owed in a match; to be called once its status says it is over."""
    lock_people([person.pk for person in match.people])
    for meeting in Session.objects.filter(match=match).ahead(timezone.now()).with_people():
        meeting.match = match
        sessions.call_off(meeting, by, CALLED_OFF)
    past = Session.objects.filter(match=match).exclude(status=Session.Status.CANCELLED)
    waive_any(past)
    for message in Message.objects.waiting().filter(match=match):
        News.objects.take_back(message)
    Message.objects.waiting().filter(match=match).update(withdrawn_at=timezone.now())
    waive_any(Message.objects.filter(match=match, answered_at=None))
    waive_any(Feedback.objects.filter(meeting__match=match))
    waive_any(match.action_items.open())
    waive_any(match.agreements.all())
    waive(about=match)


def _end(match: Match, by: User, reason: str) -> bool:
    """Whether there was anything to end."""
    now = timezone.now()
    facts = {"status": Match.Status.ENDED, "ended_at": now, "ended_by": by, "end_reason": reason}
    if not Match.objects.confirmed().filter(pk=match.pk).update(**facts):
        return False
    match.status, match.ended_at = Match.Status.ENDED, now
    close_down(match, by)
    _tell(match, by)
    admin = match.cohort.approved_by
    if admin:
        happened("match_ended", about=match, at=now, people=[Owes("admin", admin, to=match.mentee.person)], scope=match.cohort)
    return True


def _tell(match: Match, by: User) -> None:
    """A kind line to whoever did not end it themselves; never the reason."""
    for person in match.people:
        if person == by:
            continue
        context = {"match": match, "other": match.other(person), "cohort": match.cohort, "is_mentee": person == match.mentee.person}
        context |= {"url": match.get_absolute_url(), "button": "What you wrote to each other"}
        key = f"match:{match.pk}:ended:{person.pk}"
        outbox.post("match_ended", to=person, template="mentoring/email/match_ended", context=context, key=key, about=match, essential=True)
        News.objects.tell(person, "match", f"Your match with {match.other(person)} has ended.", match)
