"""The conversation of a match, for its two people only."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from etiquette.composing import composed
from etiquette.mailing import signed
from gurukool.lib.paging import page_after
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import conversations
from mentoring.forms.conversations import CALM_OPENING, HoldForm, MessageForm, PromiseForm
from mentoring.models import Cohort, Enrolment, Match, Message, Opening
from mentoring.models.conversations import UNDO
from mentoring.selectors import acquaintance, checklists, threads, turns
from mentoring.selectors.threads import ThreadPage

AT_MOST = 5  # cohorts whose announcements are linked, the newest first


def index(request):
    """My conversations, the one that moved last on top, and whose turn it is in each."""
    mine = Enrolment.objects.taking_part().filter(person=request.user)
    facts = {"threads": turns.threads_of(request.user), "cohorts": Cohort.objects.filter(pk__in=mine.values("cohort"))[:AT_MOST]}
    return render(request, "mentoring/conversations/index.html", facts)


def show(request, pk, before=None, until=None):
    """The thread, newest page or an older one; the form at its end sends a message."""
    me = request.user
    match = get_object_or_404(Match.objects.between(me).with_people(), pk=pk)
    page = _page(match, me, before, until)
    draft = threads.draft_in(match, me)
    cited = threads.citation(match, me, request.GET.get("quote", ""), request.GET.get("passage", ""))
    opening = _opening(match, me, page.taken_back or draft, is_hard=page.hard, cited=cited)
    form = composed(MessageForm, request, reader=match.other(me), **opening)
    if request.method == "POST" and _sent(request, form, match):
        return redirect(f"{match.get_absolute_url()}#write")
    facts = {
        "form": form,
        "before": before or until,
        "draft": draft,
        "checklist": checklists.of_match(match, me),
        "openings": Opening.objects.visible_to(me).filter(concern__message__match=match).select_related("by"),
        **_facts(me, match),
        **vars(page),
    }
    return render(request, "mentoring/conversations/show.html", facts)


def _page(match, me, before, until) -> ThreadPage:
    """The newest page, the one before a message, or the one that ends with it."""
    thread = match.messages.readable_by(me).newest_first()
    if not (before or until):
        return threads.page_of(match, me, thread)
    known = get_object_or_404(thread.filter(withdrawn_at=None), pk=before or until)
    last = thread.filter(withdrawn_at=None).first()
    return threads.page_of(match, me, thread.before(known) if before else thread.until(known), last)


def search(request):
    """Words in one's own conversations, the newest first."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    found = Message.objects.visible_to(request.user).filter(withdrawn_at=None).with_words(words).with_people()
    page = page_after(found, "-arrives_at", request.GET.get("after", ""), size=20) if words else None
    older = f"{request.path}?{urlencode({'q': words, 'after': page.next})}" if page and page.next else ""
    return render(request, "mentoring/conversations/search.html", {"q": words, "page": page, "older_url": older})


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


def _opening(match, me, kept, *, is_hard, cited="") -> dict:
    """What a composer starts with: what is cited, then what was taken back or drafted, else a calm opening where it is hard (G7)."""
    calm = CALM_OPENING.format(name=match.other(me).get_short_name()) if is_hard else ""
    told = {"answers_hard": is_hard, "letter_open": acquaintance.letter_is_open(match, me)}
    return {"initial": {"text": cited + (kept.text if kept else calm)}, **told}


def _facts(me, match):
    facts = {"match": match, "other": match.other(me), "can_write": policies.can_converse(me, match), "now": timezone.now()}
    return {**facts, "hold_form": HoldForm()}


def _message(request, pk) -> Message:
    """A message written to the reader, or 404."""
    return get_object_or_404(Message.objects.to(request.user).with_people().with_files(), pk=pk)


def answer(request, pk):
    """One message, and the three ways to answer it. Opening it changes nothing: mail scanners open it, too."""
    message = _message(request, pk)
    facts = _answer_facts(request, message)
    if request.method == "POST" and _sent(request, facts["form"], message.match):
        return redirect(f"{message.match.get_absolute_url()}#write")
    return render(request, "mentoring/conversations/answer.html", facts | {"promise_form": PromiseForm()})


def _answer_facts(request, message, **how) -> dict:
    draft, is_hard = threads.draft_in(message.match, request.user), bool(message.hard_at and not message.answered_at)
    opening = _opening(message.match, request.user, draft, is_hard=is_hard)
    facts = {**_facts(request.user, message.match), "message": message, "draft": draft}
    facts["form"] = composed(MessageForm, request, reader=message.author, **how, **opening)
    facts["asks_receipt"] = not (message.received_at or message.answered_at)
    return facts


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
        facts = _answer_facts(request, message, beside=True) | {"promise_form": form}
        return render(request, "mentoring/conversations/answer.html", facts)
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
