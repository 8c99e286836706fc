"""A request of either kind, for its two people: where it stands, asking back, declining, taking it back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from etiquette.composing import composed
from etiquette.forms.asking import AskBackForm, ClarifyForm
from gurukool.lib.refusals import attempt
from mentoring.actions import requests
from mentoring.models import Match
from mentoring.models.requests import Request
from mentoring.selectors.requests import between, find

Status = Request.Status


def index(request):
    """What I asked of others and was asked; and of whom I can ask."""
    requests = between(request.user)
    matches = [match for match in Match.objects.between(request.user).with_people() if match.guest == request.user]
    return render(request, "mentoring/requests/index.html", {"requests": requests, "matches": matches})


def show(request, pk):
    """What was asked and what came of it. Its one form is “tell me more” for who was asked, or the answer to that for who asked."""
    asked = find(request.user, pk)
    form_class, act = _turn(asked, request.user)
    form = composed(form_class, request, reader=asked.other(request.user)) if form_class else None
    if request.method == "POST" and form and attempt(form, act, request=asked, by=request.user):
        messages.success(request, f"Sent. {asked.other(request.user).name} reads it.")
        return redirect(asked)
    facts = {"asked": asked, "form": form, "mine": asked.asker == request.user, "other": asked.other(request.user)}
    return render(request, f"mentoring/{asked.kind}/show.html", facts)


def _turn(asked: Request, me):
    """The form and the action that are this person's now, if any."""
    if asked.status == Status.ASKED and asked.asked == me:
        return AskBackForm, requests.ask_back
    if asked.status == Status.QUESTIONED and asked.asker == me:
        return ClarifyForm, requests.clarify
    return None, None


@require_POST
def decline(request, pk):
    asked = find(request.user, pk)
    requests.decline(asked, by=request.user)
    messages.success(request, f"That is fine. {asked.asker.get_short_name()} gets one kind sentence, and nobody else learns of it.")
    return redirect("home")


@require_POST
def withdraw(request, pk):
    asked = find(request.user, pk)
    requests.withdraw(asked, by=request.user)
    messages.success(request, "Taken back.")
    return redirect("home")
