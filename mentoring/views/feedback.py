"""Feedback on a session: given once by each side, answered once by the other; what admins may know of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from etiquette.composing import composed
from gurukool.lib.doors import admins_only
from gurukool.lib.paging import page_after
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import feedback as feedbacks
from mentoring.actions import gaps as gap_actions
from mentoring.actions import private_lines
from mentoring.forms.feedback import FeedbackForm, ReplyForm
from mentoring.models import Cohort, Feedback, PrivateLine, Pulse, SeenGap, Session
from mentoring.selectors import gaps, pulses
from mentoring.selectors.requests import letters_counted
from mentoring.views.action_items import offer_to_agree

LINES_SHOWN = 50


def give(request, pk):
    """What one of the two says about a session; who has said it already is shown that."""
    meeting = get_object_or_404(Session.objects.visible_to(request.user).with_people(), pk=pk)
    policies.demand(policies.can_give_feedback, request.user, meeting)
    mine = meeting.feedback.filter(author=request.user)
    if mine.exists():
        return redirect(mine.get())
    other = meeting.other(request.user)
    form = composed(FeedbackForm, request, reader=other, reads=other.get_short_name(), kind=meeting.kind)
    if request.method == "POST" and attempt(form, feedbacks.give, meeting=meeting, by=request.user):
        messages.success(request, f"Sent. {other.name} reads it.")
        return redirect(mine.get())
    facts = {"form": form, "meeting": meeting, "other": other, **offer_to_agree(meeting, request.user)}
    return render(request, "mentoring/feedback/give.html", facts)


def show(request, pk):
    """The feedback and its answer; the one it is for may answer it here."""
    feedback = get_object_or_404(Feedback.objects.visible_to(request.user).with_people(), pk=pk)
    form = composed(ReplyForm, request, reader=feedback.author, author=feedback.author)
    if request.method == "POST" and attempt(form, feedbacks.reply, feedback=feedback, by=request.user):
        messages.success(request, f"Sent. {feedback.author.name} reads your answer.")
        return redirect(feedback)
    may_answer = policies.can_reply_to_feedback(request.user, feedback) and (form.errors or not feedback.replied_at)
    line = PrivateLine.objects.filter(feedback=feedback).first() if feedback.author == request.user else None
    facts = {"feedback": feedback, "form": form if may_answer else None, "private_line": line}
    return render(request, "mentoring/feedback/show.html", facts)


@admins_only
def overview(request, slug):
    """How a cohort is doing, for its admins: where two see it differently, and what was told to them alone."""
    cohort = get_object_or_404(Cohort, slug=slug)
    lines = cohort.private_lines.visible_to(request.user).with_people()
    facts = {"cohort": cohort, "gaps": gaps.unseen(cohort, request.user), "lines": lines.unseen()[:LINES_SHOWN]}
    facts["letters"] = letters_counted(cohort)
    facts["results"] = pulses.results(cohort)
    facts["words"] = Pulse.objects.of_cohort(cohort).would_like_a_word().with_people()[:LINES_SHOWN]
    facts["seen"] = page_after(lines.filter(seen_at__isnull=False), "-seen_at", request.GET.get("after", ""))
    return render(request, "mentoring/feedback/overview.html", facts)


@admins_only
def line(request, pk):
    """One private line; a POST says that it has been seen."""
    line = get_object_or_404(PrivateLine.objects.visible_to(request.user).with_people(), pk=pk)
    if request.method == "POST":
        private_lines.see(line, by=request.user)
        return redirect("feedback:overview", line.cohort.slug)
    return render(request, "mentoring/feedback/line.html", {"line": line})


@admins_only
@require_POST
def see_gap(request, pk, question):
    """A hint about a session of two others is seen to."""
    meeting = get_object_or_404(Session.objects.exclude(attendances__person=request.user).select_related("cohort"), pk=pk)
    if question not in SeenGap.Question.values:
        raise Http404
    gap_actions.see(meeting, question, by=request.user)
    return redirect("feedback:overview", meeting.cohort.slug)
