"""No-shows that are disputed: raised by the one named, decided by an admin."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from gurukool.lib.doors import admins_only
from gurukool.lib.paging import page_after
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import disputes
from mentoring.forms.disputes import DecideDisputeForm, DisputeForm
from mentoring.models import Cohort, Dispute, Session
from mentoring.selectors import attendance


def dispute(request, pk):
    """The one who was named as missing says what happened."""
    meeting = get_object_or_404(Session.objects.visible_to(request.user).with_people(), pk=pk)
    policies.demand(policies.can_dispute, request.user, meeting)
    form = DisputeForm(request.POST or None)
    if request.method == "POST" and attempt(form, disputes.dispute, meeting=meeting, by=request.user):
        messages.success(request, "Thank you for telling us. An admin looks at it; until then it counts for nothing.")
        return redirect(meeting)
    return render(request, "mentoring/disputes/dispute.html", {"form": form, "meeting": meeting, "other": meeting.other(request.user)})


@admins_only
def index(request, slug):
    """How often people did not come, in numbers; and what waits for a decision."""
    cohort = get_object_or_404(Cohort, slug=slug)
    waiting = Dispute.objects.waiting().filter(attendance__meeting__cohort=cohort).with_people()
    facts = {
        "cohort": cohort,
        "figures": attendance.figures(cohort),
        "page": page_after(waiting, "created_at", request.GET.get("after", "")),
    }
    return render(request, "mentoring/disputes/index.html", facts)


@admins_only
def decide(request, pk):
    """What both sides say, and the verdict."""
    raised = get_object_or_404(Dispute.objects.with_people(), pk=pk)
    policies.demand(policies.can_decide_dispute, request.user, raised)
    form = DecideDisputeForm(request.POST or None)
    if request.method == "POST" and attempt(form, disputes.decide, raised=raised, by=request.user):
        messages.success(request, f"Decided. {raised.attendance.person.name} reads your line.")
        return redirect("disputes:index", raised.attendance.meeting.cohort.slug)
    return render(request, "mentoring/disputes/decide.html", {"form": form, "dispute": raised, "meeting": raised.attendance.meeting})
