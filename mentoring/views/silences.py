"""Silence between two people, for admins: they see that it is quiet, never what was said."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from etiquette import occasions
from gurukool.lib.doors import admins_only
from gurukool.lib.refusals import attempt
from mentoring.actions import silences
from mentoring.forms.silences import LimitsForm
from mentoring.models import Cohort, Match
from mentoring.selectors.silences import with_quiet_since


@admins_only
def show(request, pk):
    """Since when it is quiet between two people, and that somebody has seen to it."""
    confirmed = with_quiet_since(Match.objects.confirmed().with_people(), timezone.now())
    match = get_object_or_404(confirmed, pk=pk)
    if request.method == "POST":
        silences.seen_to(match, by=request.user)
        messages.success(request, "Noted: you have seen to it.")
        return redirect("matching:mentors", match.cohort.slug)
    return render(request, "mentoring/silences/show.html", {"match": match, "now": timezone.now()})


@admins_only
def limits(request, slug):
    """After how many days of silence who is asked, in one cohort."""
    cohort = get_object_or_404(Cohort, slug=slug)
    now = {role: within.days for role, within in occasions.limits(silences.OCCASION, cohort).items()}
    form = LimitsForm(request.POST or None, initial=now)
    if attempt(form, silences.set_limits, cohort=cohort, by=request.user):
        messages.success(request, "Saved, for this cohort.")
        return redirect("cohorts:board", slug)
    return render(request, "mentoring/silences/limits.html", {"cohort": cohort, "form": form})
