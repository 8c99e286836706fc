"""Deciding about an application in two steps: choose and see the mail, then send and record."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from gurukool.lib.doors import admins_only
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import decisions
from mentoring.forms.applications import DecisionForm
from mentoring.models import Application


@admins_only
def decide(request, pk):
    """Choose; the mail is shown before anything is sent."""
    application = get_object_or_404(Application.objects.select_related("cohort", "person", "decided_by"), pk=pk)
    if request.method == "GET" and not (application.is_undecided and policies.can_decide(request.user, application)):
        return redirect(application)
    form = DecisionForm(request.POST or None, application=application)
    if "preview" in request.POST and form.is_valid():
        return _preview(request, application, form)
    if "send" in request.POST and attempt(form, decisions.decide, application=application, by=request.user):
        messages.success(request, f"Recorded, and the mail to {application.person} is on its way.")
        return redirect("applications:index", application.cohort.slug)
    return render(request, "mentoring/applications/decide.html", {"form": form, "application": application})


def _preview(request, application, form):
    mail = decisions.decision_mail(application, form.cleaned_data["verdict"], form.cleaned_data["note"])
    return render(request, "mentoring/applications/preview.html", {"form": form, "application": application, "mail": mail})
