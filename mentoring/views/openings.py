"""Reading a reported conversation, as an admin, for a reason."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from gurukool.lib.doors import admins_only
from gurukool.lib.paging import page_after
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import openings
from mentoring.forms.concerns import OpeningForm
from mentoring.models import Concern, Message, Opening


@admins_only
def show(request, pk):
    """The conversation while one's own reason holds; before that, the question for the reason."""
    concern = _concern(request, pk)
    reasons = Opening.objects.visible_to(request.user).filter(concern=concern).select_related("by")
    form = OpeningForm(request.POST or None)
    if request.method == "POST" and attempt(form, openings.open_conversation, concern=concern, by=request.user):
        messages.success(request, f"Open for a day. {concern.raised_by.get_short_name()} is told that you read it, and why.")
        return redirect("openings:show", pk)
    facts = {"concern": concern, "reasons": reasons, "form": form}
    if reasons.lasting().filter(by=request.user).exists():
        facts["page"] = page_after(_thread(concern), "-arrives_at", request.GET.get("after", ""))
    return render(request, "mentoring/openings/show.html", facts)


def _concern(request, pk) -> Concern:
    people = ("message__match__mentor__person", "message__match__mentee__person")
    concern = get_object_or_404(Concern.objects.visible_to(request.user).with_people().select_related(*people), pk=pk)
    policies.demand(policies.can_open_conversation, request.user, concern)
    return concern


def _thread(concern):
    """What both of them can read; never what waits, or was taken back."""
    return Message.objects.arrived().filter(match=concern.message.match_id).select_related("author")
