"""Asking for feedback on one thing, and answering (rule M5)."""

from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from etiquette.occasions import discharge
from mentoring import policies
from mentoring.actions import feedback as feedbacks
from mentoring.actions import requests
from mentoring.models import Feedback, FeedbackRequest, News, Session, User
from mentoring.models.requests import Request
from mentoring.selectors.requests import shared_cohort


@transaction.atomic
def ask(by: User, mentor: User, *, subject: str, note: str, prompts: list[str], due_on: date, file=None) -> FeedbackRequest:
    """Ask a mentor one knows for feedback on one thing. `prompts`: two or three questions; `file`: an uploaded PDF or None."""
    policies.demand(policies.can_ask_feedback_of, by, mentor)
    facts = {"subject": subject, "note": note, "due_on": due_on, "prompts": prompts}
    if file:
        facts |= {"file": ContentFile(file.read(), file.name), "file_name": file.name}
    request = FeedbackRequest.objects.create(cohort=shared_cohort(by, mentor), asker=by, asked=mentor, **facts)
    requests.announce(request)
    line = f"{by.name} asks for your feedback on one thing, by {due_on:%-d %B}."
    requests.tell(request, mentor, line, button="Read it", kind="request_made")
    return request


@transaction.atomic
def answer(request: FeedbackRequest, by: User, *, usefulness: int, went_well: str, next_time: str, answers: list[dict]) -> Feedback:
    """Give the feedback asked for; `answers`: {"prompt", "text"} each. Raises Refused when it is answered or gone."""
    policies.demand(policies.received_request, by, request)
    requests.move(request, [Request.Status.ASKED], status=Request.Status.DONE)
    facts = {"usefulness": usefulness, "went_well": went_well, "next_time": next_time, "answers": answers}
    feedback = Feedback.objects.create(request=request, author=by, recipient=request.asker, **facts)
    discharge("answer_request", by=by, about=request)
    feedbacks.arrived(feedback)
    return feedback


def offer_first(meeting: Session) -> None:
    """After the first hour of a match the mentee is offered a draft to send, once: no duty, one line of news (rule M5)."""
    earlier = Session.objects.filter(match=meeting.match_id, status=Session.Status.HELD).exclude(pk=meeting.pk)
    if meeting.match_id and meeting.status == Session.Status.HELD and not earlier.exists():
        mentor = meeting.host
        line = f"Your first session is behind you. Would you like to hear from {mentor.get_short_name()} how it was? A draft is ready."
        url = f"{reverse('feedback_requests:ask', args=[mentor.uuid])}?draft=first"
        News.objects.get_or_create(person=meeting.guest, url=url, defaults={"tag": "feedback", "text": line})
