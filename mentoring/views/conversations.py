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
from mentoring.forms.conversations import CALM_OPENING, HoldForm, MessageForm, PromiseForm
from mentoring.models import Match, Message
from mentoring.models.conversations import UNDO
from mentoring.selectors import turns
from mentoring.selectors.turns import AT_ONCE


def index(request):
    """My conversations, the one that moved last on top, and whose turn it is in each."""
    return render(request, "mentoring/conversations/index.html", {"threads": turns.threads_of(request.user)})


def show(request, pk, before=None):
    """The thread, newest page or the one before a message; the form at its end sends a message."""
    match = get_object_or_404(Match.objects.between(request.user).with_people(), pk=pk)
    thread = match.messages.readable_by(request.user).with_files().newest_first()
    if before:
        thread = thread.before(get_object_or_404(thread, pk=before))
    page = _page(thread, request.user, match)
    form = composed(MessageForm, request, reader=match.other(request.user), **_opening(match.other(request.user), page))
    if request.method == "POST" and _sent(request, form, match):
        return redirect(f"{match.get_absolute_url()}#write")
    last = match.messages.readable_by(request.user).filter(withdrawn_at=None).newest_first().first() if before else page["last"]
    facts = {"form": form, "before": before, "turn": turns.turn_in(match, last), **_facts(request.user, match), **page}
    return render(request, "mentoring/conversations/show.html", facts)


def _sent(request, form, match) -> bool:
    """Whether it is on its way. A heated draft is first offered a hold; whatever its author then decides is done."""
    if form.is_valid() and form.offer_hold(request.user):
        return False
    if not attempt(form, conversations.write, match=match, by=request.user):
        return False
    other = match.other(request.user).get_short_name()
    held = form.cleaned_data["wait"] > UNDO
    messages.success(request, "It waits with you for now." if held else f"Sent. It reaches {other} in a minute; you can undo it till then.")
    return True


def _opening(other, page) -> dict:
    """What a composer starts with: what was taken back, or a calm opening to edit where a hard message waits for an answer (G7)."""
    if page["taken_back"]:
        return {"initial": {"text": page["taken_back"].text}, "answers_hard": page["hard"]}
    return {"initial": {"text": CALM_OPENING.format(name=other.get_short_name())}, "answers_hard": True} if page["hard"] else {}


def _page(thread, me, match):
    """One page in reading order, the message that older ones come before, whether the mentee has yet to begin, what was taken back."""
    found = list(thread[: AT_ONCE + 1])
    shown = [message for message in found[:AT_ONCE] if not message.withdrawn_at]
    begins = match.mentee.person == me and not any(message.author_id == me.pk for message in shown)
    hard = any(message.hard_at and message.author_id != me.pk and not message.answered_at for message in shown)
    taken_back = next((message for message in found if message.withdrawn_at), None)
    older = shown[-1] if len(found) > AT_ONCE else None
    facts = {"older": older, "begins": begins, "hard": hard, "taken_back": taken_back, "last": shown[0] if shown else None}
    return {"thread": shown[::-1], "lines": turns.lines(shown[::-1], match), **facts}


def _facts(me, match):
    facts = {"match": match, "other": match.other(me), "can_write": policies.can_converse(me, match), "now": timezone.now()}
    return {**facts, "hold_form": HoldForm()}


def _message(request, pk) -> Message:
    """A message written to the reader, or 404."""
    return get_object_or_404(Message.objects.to(request.user).with_people().with_files(), pk=pk)


def answer(request, pk):
    """One message, and the three ways to answer it. Opening it changes nothing: mail scanners open it, too."""
    return _answer_page(request, _message(request, pk), PromiseForm())


def _answer_page(request, message, promise_form):
    facts = {**_facts(request.user, message.match), "message": message, "form": _answer_form(message), "promise_form": promise_form}
    facts["asks_receipt"] = not (message.received_at or message.answered_at)
    return render(request, "mentoring/conversations/answer.html", facts)


def _answer_form(message) -> MessageForm:
    return MessageForm(**_opening(message.author, {"taken_back": None, "hard": message.hard_at and not message.answered_at}))


@require_POST
def close_turn(request, pk):
    """No answer is needed: the turn is over."""
    match = get_object_or_404(Match.objects.between(request.user).with_people(), pk=pk)
    conversations.close_turn(match, by=request.user)
    messages.success(request, f"Nothing is owed. {match.other(request.user).get_short_name()} sees that it arrived, and that all is well.")
    return redirect(f"{match.get_absolute_url()}#write")


@require_POST
def hard(request, pk):
    """Mark a message as hard to read, or no longer; only its reader ever sees the mark."""
    message = _message(request, pk)
    conversations.mark_hard(message, by=request.user, is_hard=not message.hard_at)
    return redirect("conversations:answer", message.pk)


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
