"""A letter of recommendation, from the fact sheet to the thanks (rule M8)."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from etiquette.models import ThankYou
from etiquette.models.about import about_facts
from etiquette.occasions import Owes, discharge, happened
from gurukool.lib.dates import end_of_day_anywhere
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import requests
from mentoring.models import LetterRequest, Match, News, Role, User
from mentoring.models.requests import Request
from mentoring.selectors import acquaintance

Status = Request.Status
SPARE = timedelta(days=2)  # a letter is owed so long before its deadline: its reminders still help then
EARLY = "It is early for a letter: its page says what you still need together."
OPEN = "You have asked for a letter already. One at a time, please: its page shows where it stands."


def ask(match: Match, by: User, **facts) -> LetterRequest:
    """Send the fact sheet (`facts`: the form's fields). Raises Refused before they know each other well enough, and while one is open."""
    policies.demand(policies.can_ask_for_letter, by, match)
    if not acquaintance.of(match).is_enough:
        raise Refused(EARLY)
    try:
        with transaction.atomic():
            return _ask(match, by, facts)
    except IntegrityError:
        raise Refused(OPEN) from None


def _ask(match: Match, by: User, facts: dict) -> LetterRequest:
    request = LetterRequest.objects.create(match=match, cohort=match.cohort, asker=by, asked=match.host, **facts)
    requests.announce(request)
    line = f"{by.name} asks whether you would be comfortable writing a letter for them."
    requests.tell(request, match.host, line, button="Read the facts", kind="request_made")
    return request


@transaction.atomic
def accept(request: LetterRequest, by: User) -> None:
    """Take it on: the letter is owed two days before its deadline."""
    policies.demand(policies.received_request, by, request)
    requests.move(request, [Status.ASKED], status=Status.ACCEPTED, accepted_at=timezone.now())
    discharge("answer_request", by=by, about=request)
    people = [Owes(Role.MENTOR.value, by, to=request.asker)]
    at = max(end_of_day_anywhere(request.due_on) - SPARE, timezone.now())
    happened("letter_accepted", about=request, at=at, people=people, scope=request.cohort_id)
    requests.tell(request, request.asker, f"{by.name} will write your letter.")


@transaction.atomic
def sent(request: LetterRequest, by: User) -> None:
    """The mentor has sent it; the mentee is told, and owes thanks."""
    policies.demand(policies.received_request, by, request)
    requests.move(request, [Status.ACCEPTED], status=Status.DONE, sent_at=timezone.now())
    discharge("write_letter", by=by, about=request)
    people = [Owes(Role.MENTEE.value, request.asker, to=by)]
    happened("letter_sent", about=request, at=request.sent_at, people=people, scope=request.cohort_id)
    requests.tell(request, request.asker, f"{by.name} has sent your letter.")


@transaction.atomic
def thank(request: LetterRequest, by: User, *, text: str, outcome: str) -> ThankYou:
    """Thank for the letter; what came of it is asked again after 1, 3 and 6 months, as after every thank-you (rule G3)."""
    policies.demand(policies.made_request, by, request)
    if request.status != Status.DONE:
        raise Refused("The letter has not been sent yet; thanks are in order once it has.")
    facts = {"recipient": request.asked, "text": text, "outcome": outcome, "scope": request.cohort_id, **about_facts(request)}
    note, is_new = ThankYou.objects.get_or_create(sender=by, about_id=request.pk, defaults=facts)
    discharge("thank_for_letter", by=by, about=request)
    if is_new:
        News.objects.tell(request.asked, "thanks", f"{by.name} thanks you for your letter.", note)
    return note
