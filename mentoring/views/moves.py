"""Moving a session to another hour, and swapping two."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from gurukool.lib.refusals import Refused, attempt
from mentoring import policies
from mentoring.actions import moves
from mentoring.forms.moves import MoveForm, SwapForm
from mentoring.models import Session
from mentoring.views.picker import mover


def _meeting(request, pk) -> Session:
    """A session of two people, one of them the reader; for anyone else it does not exist."""
    meeting = get_object_or_404(Session.objects.visible_to(request.user).with_people(), pk=pk)
    policies.demand(policies.is_one_of_two, request.user, meeting)
    return meeting


def move(request, pk):
    """Pick another hour (`?start=` names the one chosen), say why, and both calendars follow. A refusal shows what is still free."""
    meeting = _meeting(request, pk)
    form = MoveForm(request.POST or None, initial={"reason": request.GET.get("reason", "")})
    if request.method == "POST" and attempt(form, moves.move, meeting=meeting, by=request.user):
        messages.success(request, f"Moved. {meeting.other(request.user).name} and you both get a new invitation for your calendars.")
        return redirect(meeting)
    facts = {"form": form, **_facts(request, meeting)}
    if not facts["unmovable"]:
        facts |= {**mover(meeting, request.user, request.GET), "others": _others(request.user, meeting)}
        facts["keep"] += form.keep()
        facts["match"] = meeting.match if request.user != meeting.host else None  # only the guest asks for other hours
    return render(request, "mentoring/sessions/move.html", facts, status=409 if form.is_bound else 200)


def swap(request, pk, other):
    """Two sessions before and after they change places, and the reason for it."""
    one, two = _meeting(request, pk), _meeting(request, other)
    form = SwapForm(request.POST or None, initial={"seen": one.starts_at.isoformat()})
    if request.method == "POST" and attempt(form, moves.swap, one=one, other=two, by=request.user):
        messages.success(request, "Swapped. Everyone concerned gets a new invitation for their calendars.")
        return redirect(one)
    facts = {"form": form, "swapped": two, "allowed": policies.can_swap(request.user, one, two), **_facts(request, one)}
    return render(request, "mentoring/sessions/swap.html", facts, status=409 if form.is_bound else 200)


def _facts(request, meeting) -> dict:
    """What both pages say about the session as it is; `unmovable` is the reason why it cannot be moved, if there is one."""
    facts = {"meeting": meeting, "other": meeting.other(request.user), "now": timezone.now(), "unmovable": ""}
    try:
        moves.refuse_unmovable(meeting)
    except Refused as refusal:
        facts["unmovable"] = str(refusal)
    return facts


def _others(person, meeting) -> list[Session]:
    """The reader's other sessions this one could be swapped with, soonest first."""
    coming = Session.objects.of(person).ahead(timezone.now()).filter(host=meeting.host).with_people().order_by("during")
    return [each for each in coming if policies.can_swap(person, meeting, each)]
