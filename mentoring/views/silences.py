"""Silence between two people, for admins: they see that it is quiet, never what was said."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from gurukool.lib.doors import admins_only
from mentoring.actions import silences
from mentoring.models import Match
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
