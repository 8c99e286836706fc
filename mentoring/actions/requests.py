"""What all requests between two people share: asking back, answering that, declining, taking back. States by conditional updates."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from etiquette import outbox
from etiquette.occasions import Owes, discharge, happened, waive
from gurukool.lib.dates import end_of_day_anywhere
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.models import FeedbackRequest, News, Role, User
from mentoring.models.requests import Request

Status = Request.Status
GONE = "This has moved on meanwhile; its page shows where it stands now."
A_DAY = timedelta(days=1)


def announce(request: Request) -> None:
    """Whoever was asked owes an answer: feedback by its day, a word about a letter soon. After a question back the clock starts anew."""
    people, key = [Owes(Role.MENTOR.value, request.asked, to=request.asker)], str(request.rounds)
    is_feedback = isinstance(request, FeedbackRequest)
    occasion = "feedback_requested" if is_feedback else "letter_requested"
    at = end_of_day_anywhere(request.due_on) if is_feedback else timezone.now()
    happened(occasion, about=request, at=at, people=people, scope=request.cohort_id, key=key)


def move(request: Request, before: list[str], **facts) -> None:
    """Take a request on from one of these states. Raises Refused when somebody was quicker."""
    if not type(request).objects.filter(pk=request.pk, status__in=before).update(**facts):
        raise Refused(GONE)
    request.refresh_from_db()


def tell(request: Request, person: User, line: str, *, button: str = "Open the request", kind: str = "request_moved") -> None:
    """One sentence to one of the two, as news and by mail; the subject, which admins see in the outbox, says nothing of it."""
    News.objects.tell(person, "request", line, request)
    facts = {"request": request, "line": line, "other": request.other(person), "url": request.get_absolute_url(), "button": button}
    key = f"{kind}:{request.pk}:{request.status}:{request.rounds}"
    outbox.post(kind, to=person, template="mentoring/email/request", context=facts, key=key, about=request)


@transaction.atomic
def ask_back(request: Request, by: User, *, question: str) -> None:
    """“Tell me more”: the third answer. The clock of who was asked stands still until the other has answered."""
    policies.demand(policies.received_request, by, request)
    now = timezone.now()
    move(request, [Status.ASKED], status=Status.QUESTIONED, question=question, clarification="", questioned_at=now, rounds=F("rounds") + 1)
    discharge("answer_request", by=by, about=request)
    people = [Owes(Role.MENTEE.value, request.asker, to=by)]
    happened("request_questioned", about=request, at=now, people=people, scope=request.cohort_id, key=str(request.rounds))
    tell(request, request.asker, f"{by.name} would like to know a little more before answering you.")


@transaction.atomic
def clarify(request: Request, by: User, *, clarification: str) -> None:
    """Answer the question that came back; the clock of the other runs again, the days it stood still given back."""
    policies.demand(policies.made_request, by, request)
    waited = timezone.now() - (request.questioned_at or timezone.now())
    due_on = request.due_on + -(-waited // A_DAY) * A_DAY if request.waits_move_the_day else request.due_on
    move(request, [Status.QUESTIONED], status=Status.ASKED, clarification=clarification, due_on=due_on)
    discharge("clarify_request", by=by, about=request)
    announce(request)
    tell(request, request.asked, f"{by.name} has answered your question.", kind="request_made")


@transaction.atomic
def decline(request: Request, by: User) -> None:
    """Not this time, without a reason: who asked gets one kind sentence, and nobody else learns of it."""
    policies.demand(policies.received_request, by, request)
    move(request, Request.PENDING, status=Status.DECLINED)
    waive(about=request)
    tell(request, request.asker, f"{by.name} cannot take this on this time. Asking was right, and it says nothing about your work.")


@transaction.atomic
def withdraw(request: Request, by: User) -> None:
    """Who asked takes it back, while nobody has answered."""
    policies.demand(policies.made_request, by, request)
    move(request, Request.PENDING, status=Status.WITHDRAWN)
    waive(about=request)
    News.objects.tell(request.asked, "request", f"{by.name} has taken a request back: nothing is left to do.", request)
