"""Asking an applicant to revise an answer, and reading what was asked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import revisions
from mentoring.forms.reviews import AskForm
from mentoring.models import Application, Review, ReviewPlan, RevisionRequest
from mentoring.selectors import reviewing


def ask(request, pk):
    """Write the question."""
    application = get_object_or_404(Application.objects.received().select_related("cohort", "person"), pk=pk)
    policies.demand(policies.can_ask_for_revision, request.user, application)
    form = AskForm(request.POST or None)
    mine = Review.objects.visible_to(request.user).filter(application=application).first()
    if attempt(form, revisions.ask, application=application, by=request.user):
        messages.success(request, "Asked. You hear when the answer is revised.")
        return redirect(mine) if mine else redirect("reviews:show", application.pk)
    called = reviewing.name_of(application, ReviewPlan.of(application.cohort))
    return render(request, "mentoring/revisions/ask.html", {"application": application, "called": called, "form": form, "mine": mine})


def show(request, pk):
    """The question, as the applicant reads it, and the way to the answer."""
    asked = RevisionRequest.objects.visible_to(request.user).select_related("application__cohort")
    found = get_object_or_404(asked, pk=pk)
    is_mine = policies.is_applicant(request.user, found.application)
    return render(request, "mentoring/revisions/show.html", {"asked": found, "application": found.application, "is_mine": is_mine})
