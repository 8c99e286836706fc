"""“Ask for feedback on …”: the request, its file, and the answer."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render

from etiquette.composing import composed
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import feedback_requests
from mentoring.forms.feedback_requests import FIRST, AnswerForm, AskForm
from mentoring.models import FeedbackRequest, User
from mentoring.models.requests import Request


def ask(request, uuid):
    """Ask a mentor about one thing; `?draft=first` begins with a draft about the first session."""
    mentor = get_object_or_404(User, uuid=uuid)
    policies.demand(policies.can_ask_feedback_of, request.user, mentor)
    initial = FIRST if request.GET.get("draft") == "first" else None
    form = AskForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and attempt(form, feedback_requests.ask, by=request.user, mentor=mentor):
        messages.success(request, f"Asked. {mentor.get_short_name()} may answer, ask back or say “not this time”.")
        return redirect("requests:index")
    return render(request, "mentoring/feedback_requests/ask.html", {"form": form, "mentor": mentor})


def answer(request, pk):
    """The answer, as feedback; for the one who was asked, while it is open."""
    asked = get_object_or_404(FeedbackRequest.objects.with_people(), pk=pk, asked=request.user)
    if asked.status != Request.Status.ASKED:
        return redirect(asked)
    form = composed(AnswerForm, request, reader=asked.asker, asked=asked)
    if request.method == "POST" and attempt(form, feedback_requests.answer, request=asked, by=request.user):
        messages.success(request, f"Sent. {asked.asker.name} reads it.")
        return redirect(asked)
    return render(request, "mentoring/feedback_requests/answer.html", {"form": form, "asked": asked})


def file(request, pk):
    """The PDF that came with it, to be saved: never shown inside our own pages."""
    asked = get_object_or_404(FeedbackRequest.objects.visible_to(request.user).exclude(file=""), pk=pk)
    response = FileResponse(asked.file.open("rb"), as_attachment=True, filename=asked.file_name, content_type="application/pdf")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
