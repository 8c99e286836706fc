"""Second thoughts about a message that has not arrived yet; its author's alone."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from gurukool.lib.refusals import attempt
from mentoring.actions import holds
from mentoring.forms.conversations import HoldForm
from mentoring.models import Match, Message


def _mine(request, pk) -> Message:
    return get_object_or_404(Message.objects.visible_to(request.user).filter(author=request.user).with_people(), pk=pk)


def _write_again(match):
    return redirect(f"{match.get_absolute_url()}#write")


@require_POST
def undo(request, pk):
    message = _mine(request, pk)
    holds.undo(message, by=request.user)
    messages.success(request, "Taken back. Nobody saw it; the text is below, for you alone.")
    return _write_again(message.match)


@require_POST
def move(request, pk):
    message = _mine(request, pk)
    if attempt(HoldForm(request.POST), holds.move, message=message, by=request.user):
        messages.success(request, "Noted: it goes then, unless you change your mind.")
    return redirect(message)


@require_POST
def send_now(request, pk):
    message = _mine(request, pk)
    holds.move(message, by=request.user, wait=timedelta())
    messages.success(request, f"Sent. {message.match.other(request.user).get_short_name()} is told by mail.")
    return redirect(message)


@require_POST
def discard(request, pk):
    match = get_object_or_404(Match.objects.between(request.user).with_people(), pk=pk)
    holds.discard(match, by=request.user)
    return _write_again(match)
