"""The conversation of a match, for its two people only."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from etiquette import signed
from etiquette.composing import composed
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import conversations
from mentoring.forms.conversations import MessageForm, PromiseForm
from mentoring.models import Match, Message

AT_ONCE = 50


def index(request):
    """My conversations, the one that moved last on top, and whose turn it is in each."""
    matches = Match.objects.between(request.user).order_by("-confirmed_at", "pk")[:AT_ONCE]
    newest = {message.match_id: message for message in Message.objects.newest_of(matches)}
    threads = [_thread(request.user, match, newest.get(match.pk)) for match in matches.with_people()]
    threads.sort(key=lambda thread: thread["moved_at"], reverse=True)
    return render(request, "mentoring/conversations/index.html", {"threads": threads})


def _thread(me, match, last):
    is_mine = bool(last) and last.author_id == me.pk
    my_turn = not is_mine if last else match.mentee.person == me
    moved_at = last.created_at if last else match.confirmed_at
    return {"match": match, "other": match.other(me), "last": last, "is_mine": is_mine, "my_turn": my_turn, "moved_at": moved_at}


def show(request, pk, before=None):
    """The thread, newest page or the one before a message; the form at its end sends a message."""
    match = get_object_or_404(Match.objects.between(request.user).with_people(), pk=pk)
    form = composed(MessageForm, request)
    if request.method == "POST" and attempt(form, conversations.write, match=match, by=request.user):
        messages.success(request, f"Sent. {match.other(request.user).get_short_name()} is told by mail.")
        return redirect(f"{match.get_absolute_url()}#write")
    thread = match.messages.newest_first()
    if before:
        thread = thread.before(get_object_or_404(match.messages, pk=before))
    facts = {"form": form, "before": before, **_facts(request.user, match), **_page(thread, request.user, match)}
    return render(request, "mentoring/conversations/show.html", facts)


def _page(thread, me, match):
    """One page in reading order, the message that older ones come before, and whether the mentee has yet to begin."""
    found = list(thread[: AT_ONCE + 1])
    shown = found[:AT_ONCE]
    begins = match.mentee.person == me and not any(message.author_id == me.pk for message in shown)
    return {"thread": shown[::-1], "older": shown[-1] if len(found) > AT_ONCE else None, "begins": begins}


def _facts(me, match):
    return {"match": match, "other": match.other(me), "can_write": policies.can_converse(me, match), "now": timezone.now()}


def _message(request, pk) -> Message:
    """A message written to the reader, or 404."""
    return get_object_or_404(Message.objects.to(request.user).with_people(), pk=pk)


def answer(request, pk):
    """One message, and the three ways to answer it. Opening it changes nothing: mail scanners open it, too."""
    return _answer_page(request, _message(request, pk), PromiseForm())


def _answer_page(request, message, promise_form):
    facts = {**_facts(request.user, message.match), "message": message, "form": MessageForm(), "promise_form": promise_form}
    facts["asks_receipt"] = not (message.received_at or message.answered_at)
    return render(request, "mentoring/conversations/answer.html", facts)


@require_POST
def received(request, pk):
    message = _message(request, pk)
    conversations.receive(message, by=request.user)
    messages.success(request, f"{message.author.get_short_name()} sees that it arrived.")
    return redirect(message)


@require_POST
def promise(request, pk):
    message = _message(request, pk)
    form = PromiseForm(request.POST)
    if not attempt(form, conversations.promise, message=message, by=request.user):
        return _answer_page(request, message, form)
    messages.success(request, f"{message.author.get_short_name()} sees your promise; we remind you when the day comes.")
    return redirect(message)


@login_not_required
def receipt(request, token):
    """“Received”, by a link in a mail, without signing in: the page has one button, and only the button does it."""
    found = signed.read(conversations.RECEIPT, token)
    message = found and Message.objects.to(found[0]).with_people().filter(pk=found[1]).first()
    if not message:
        return render(request, "mentoring/conversations/receipt_gone.html", status=404)
    if request.method == "POST":
        conversations.receive(message, by=found[0])
        message.refresh_from_db()
    return render(request, "mentoring/conversations/receipt.html", {"message": message})
