"""Ending a match, leaving a cohort, seeing to whoever is left without a match."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from gurukool.lib.doors import admins_only
from gurukool.lib.refusals import attempt
from mentoring.actions import endings
from mentoring.forms.endings import ReasonForm
from mentoring.models import Enrolment, Match, Proposal


def end(request, pk):
    """One form for either side, and for admins."""
    mine = Match.objects.visible_to(request.user).filter(status__in=Match.KNOWN)
    match = get_object_or_404(mine.with_people().select_related("cohort__approved_by"), pk=pk)
    form = ReasonForm(request.POST or None)
    if attempt(form, endings.end, match=match, by=request.user):
        messages.success(request, "The match has ended. The other side is told so kindly, and not why.")
        return redirect("matching:rematch", pk) if request.user.is_staff else redirect(match)
    facts = {"match": match, "form": form, "other": None if request.user not in match.people else match.other(request.user)}
    return render(request, "mentoring/matching/end.html", facts)


def leave(request, pk):
    """Leave a cohort for good."""
    places = Enrolment.objects.visible_to(request.user).present().filter(confirmed_at__isnull=False)
    place = get_object_or_404(places.select_related("cohort__approved_by", "person"), pk=pk)
    form = ReasonForm(request.POST or None)
    if attempt(form, endings.leave, place=place, by=request.user):
        messages.success(request, f"{'You have' if place.person == request.user else f'{place.person} has'} left {place.cohort}.")
        return redirect("home")
    return render(request, "mentoring/matching/leave.html", {"place": place, "form": form})


@admins_only
def rematch(request, pk):
    """What an admin does about an ended match: look at the proposal that was asked for, or say that it is seen to."""
    match = get_object_or_404(Match.objects.with_people().select_related("ended_by").filter(status=Match.Status.ENDED), pk=pk)
    if request.method == "POST":
        endings.seen_to(match, by=request.user)
        messages.success(request, "Noted: it is seen to.")
        return redirect("matching:board", match.cohort.slug)
    asked = Proposal.objects.filter(cohort=match.cohort, only__contains=str(match.mentee_id)).exclude(status=Proposal.Status.DISCARDED)
    now = Match.objects.live().filter(mentee=match.mentee).select_related("mentor__person").first()
    return render(
        request, "mentoring/matching/rematch.html", {"match": match, "proposal": asked.order_by("-created_at").first(), "now": now}
    )
