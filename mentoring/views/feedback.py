"""Feedback on a session: given once by each side, answered once by the other."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from etiquette.composing import composed
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import feedback as feedbacks
from mentoring.forms.feedback import FeedbackForm, ReplyForm
from mentoring.models import Feedback, Session
from mentoring.views.action_items import offer_to_agree


def give(request, pk):
    """What one of the two says about a session; who has said it already is shown that."""
    meeting = get_object_or_404(Session.objects.visible_to(request.user).with_people(), pk=pk)
    policies.demand(policies.can_give_feedback, request.user, meeting)
    mine = meeting.feedback.filter(author=request.user)
    if mine.exists():
        return redirect(mine.get())
    form = composed(FeedbackForm, request, reader=meeting.other(request.user), kind=meeting.kind)
    if request.method == "POST" and attempt(form, feedbacks.give, meeting=meeting, by=request.user):
        messages.success(request, f"Sent. {meeting.other(request.user).name} reads it; nobody else does.")
        return redirect(mine.get())
    facts = {"form": form, "meeting": meeting, "other": meeting.other(request.user), **offer_to_agree(meeting, request.user)}
    return render(request, "mentoring/feedback/give.html", facts)


def show(request, pk):
    """The feedback and its answer; the one it is for may answer it here."""
    feedback = get_object_or_404(Feedback.objects.visible_to(request.user).with_people(), pk=pk)
    form = composed(ReplyForm, request, reader=feedback.author, author=feedback.author)
    if request.method == "POST" and attempt(form, feedbacks.reply, feedback=feedback, by=request.user):
        messages.success(request, f"Sent. {feedback.author.name} reads your answer.")
        return redirect(feedback)
    may_answer = policies.can_reply_to_feedback(request.user, feedback) and (form.errors or not feedback.replied_at)
    return render(request, "mentoring/feedback/show.html", {"feedback": feedback, "form": form if may_answer else None})
