"""Letters of recommendation: the fact sheet, and what becomes of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from etiquette.composing import composed
from etiquette.models import ThankYou
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import letter_requests
from mentoring.forms.letter_requests import FactsForm
from mentoring.forms.sessions import ThankForm
from mentoring.models import LetterRequest, Match
from mentoring.selectors import acquaintance


def ask(request, pk):
    """The fact sheet; before the two know each other well enough, what is still missing."""
    match = get_object_or_404(Match.objects.between(request.user).with_people(), pk=pk)
    policies.demand(policies.can_ask_for_letter, request.user, match)
    form = FactsForm(request.POST or None)
    if request.method == "POST" and attempt(form, letter_requests.ask, match=match, by=request.user):
        messages.success(request, f"Sent. {match.host.get_short_name()} is free to say yes, no, or to ask for more.")
        return redirect("requests:index")
    facts = {"form": form, "match": match, "known": acquaintance.of(match), "open": match.letter_requests.open().first()}
    return render(request, "mentoring/letter_requests/ask.html", facts)


def _asked_of(request, pk) -> LetterRequest:
    return get_object_or_404(LetterRequest.objects.with_people(), pk=pk, asked=request.user)


@require_POST
def accept(request, pk):
    letter = _asked_of(request, pk)
    letter_requests.accept(letter, by=request.user)
    messages.success(request, f"Thank you. {letter.asker.get_short_name()} knows, and we remind you in good time.")
    return redirect(letter)


@require_POST
def sent(request, pk):
    letter = _asked_of(request, pk)
    letter_requests.sent(letter, by=request.user)
    messages.success(request, f"{letter.asker.get_short_name()} is told. Thank you for the evening you gave.")
    return redirect(letter)


def thank(request, pk):
    """Thanks for a letter that was sent; later we ask what came of it."""
    letter = get_object_or_404(LetterRequest.objects.with_people(), pk=pk, asker=request.user)
    form = composed(ThankForm, request, reader=letter.asked)
    if request.method == "POST" and attempt(form, letter_requests.thank, request=letter, by=request.user):
        messages.success(request, f"Sent. {letter.asked.name} will be glad to hear it.")
        return redirect(letter)
    note = ThankYou.objects.about(letter).first()
    return render(request, "mentoring/letter_requests/thank.html", {"form": form, "letter": letter, "note": note})
