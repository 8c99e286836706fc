"""Drafts of messages: kept while one types, or by a button."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from gurukool.lib.refusals import Refused
from mentoring.actions import message_drafts
from mentoring.forms.conversations import DraftForm
from mentoring.models import Match


@require_POST
def keep(request, pk):
    """Keep what is typed so far. A page that saves by itself gets the line that says so; a button leads back to the thread."""
    match = get_object_or_404(Match.objects.between(request.user).with_people(), pk=pk)
    form, facts = DraftForm(request.POST), {}
    try:
        facts["draft"] = message_drafts.keep(match, by=request.user, text=form.cleaned_data["text"]) if form.is_valid() else None
    except Refused as refusal:
        facts["sentence"] = str(refusal)
    if request.htmx or facts.get("sentence"):
        return render(request, "mentoring/conversations/kept.html", {"form": form, **facts})
    messages.success(request, "Your draft is kept, for you alone. Files are chosen when you send it.")
    return redirect(f"{match.get_absolute_url()}#write")


@require_POST
def discard(request, pk):
    """Throw the draft away."""
    match = get_object_or_404(Match.objects.between(request.user).with_people(), pk=pk)
    message_drafts.discard(match, by=request.user)
    return redirect(f"{match.get_absolute_url()}#write")
