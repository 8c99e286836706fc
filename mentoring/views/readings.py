"""A draft between its author and one volunteer for its English."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from etiquette.advising import as_typed
from etiquette.composing import composed
from etiquette.forms.asking import AskBackForm, ClarifyForm
from gurukool.lib import diffs
from gurukool.lib.refusals import Refused, attempt
from mentoring import policies
from mentoring.actions import readings
from mentoring.forms.readings import AcceptForm, AskForm, GiveBackForm
from mentoring.models import Reading


@require_POST
def ask(request):
    """From a composer: give the draft to a volunteer; where that cannot be, it is shown with the reason and the way back."""
    typed = {name: request.GET.get(name, "") for name in ("back", "field", "reader")}
    typed["text"] = as_typed(request.POST.get(typed["field"], ""))
    form, asked = AskForm(typed), []
    if attempt(form, lambda **facts: asked.append(readings.ask(request.user, **facts))):
        messages.success(request, f"{asked[0].helper.get_short_name()} is asked to read it.")
        return redirect(asked[0])
    reasons = [reason for reasons in form.errors.values() for reason in reasons]
    return render(request, "mentoring/readings/back.html", {**_way_back(form), "text": typed["text"], "reasons": reasons})


def _way_back(form) -> dict:
    """Only what is known to be an address and a field of ours."""
    return {"back": form.cleaned_data.get("back", ""), "field": form.cleaned_data.get("field", "")}


def _reading(request, pk) -> Reading:
    return get_object_or_404(Reading.objects.visible_to(request.user).with_people(), pk=pk)


def show(request, pk):
    """For the volunteer the draft to work on; for its author where it is, and then the changes one by one."""
    reading = _reading(request, pk)
    return _of_author(request, reading) if policies.is_author(request.user, reading) else _of_helper(request, reading)


def _of_author(request, reading):
    """Its one form is the answer to “tell me more”, while that waits."""
    asked = reading.status == Reading.Status.QUESTIONED and reading.helper
    form = composed(ClarifyForm, request, reader=reading.helper) if asked else None
    if request.method == "POST" and form and attempt(form, readings.clarify, reading=reading, by=request.user):
        messages.success(request, f"Sent. {reading.helper.get_short_name()} goes on with your draft.")
        return redirect(reading)
    pieces = diffs.pieces(reading.text, reading.suggested) if reading.suggested else []
    return render(request, "mentoring/readings/show.html", {"reading": reading, "pieces": pieces, "form": form})


def _of_helper(request, reading):
    form = GiveBackForm(request.POST or None, initial={"suggested": reading.suggested or reading.text})
    if request.method == "POST" and attempt(form, readings.give_back, reading=reading, by=request.user):
        messages.success(request, f"Returned. {reading.author.get_short_name()} is told, and thanks you for it.")
        return redirect("home")
    return render(request, "mentoring/readings/read.html", {"reading": reading, "form": form})


def ask_back(request, pk):
    """“Tell me more”: a question to the author, before the volunteer begins."""
    reading = _reading(request, pk)
    form = composed(AskBackForm, request, reader=reading.author)
    if request.method == "POST" and attempt(form, readings.ask_back, reading=reading, by=request.user):
        messages.success(request, f"Asked. Your time stands still until {reading.author.get_short_name()} has answered.")
        return redirect(reading)
    return render(request, "mentoring/readings/ask_back.html", {"reading": reading, "form": form})


@require_POST
def decline(request, pk):
    readings.decline(_reading(request, pk), by=request.user)
    messages.success(request, "That is fine: somebody else is asked.")
    return redirect("home")


@require_POST
def take(request, pk):
    """The draft goes back to its author, and from here for good."""
    reading = _reading(request, pk)
    numbers = [piece.number for piece in diffs.pieces(reading.text, reading.suggested) if piece.is_change]
    form = AcceptForm(request.POST, changes=numbers)
    if not form.is_valid():
        raise Refused("These changes are not those of this draft. Please open it once more and tick again.")
    text = readings.take(reading, by=request.user, **form.cleaned_data)
    return render(request, "mentoring/readings/back.html", {"text": text, "back": reading.back, "field": reading.field})
