"""Thank-you notes, what came of them, and the wall."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from etiquette.forms.thanks import OutcomeForm
from etiquette.ledger import outcomes, wall
from etiquette.models import FollowUp, ThankYou
from etiquette.paging import page
from gurukool.lib.refusals import attempt


def list(request):  # noqa: A001 - named as its URL
    mine = ThankYou.objects.involving(request.user).select_related("sender", "recipient")
    notes, after = page(mine, "created_at", request.GET.get("after", ""), newest_first=True)
    return render(request, "etiquette/thanks/list.html", {"notes": notes, "after": after})


def show(request, pk):
    note = _load(request, pk)
    is_mine = request.user in {note.sender, note.recipient}
    agreed = note.sender_shows_at if request.user == note.sender else note.recipient_shows_at
    facts = {"note": note, "follow_ups": note.follow_ups.told(), "is_mine": is_mine, "agreed": agreed}
    return render(request, "etiquette/thanks/show.html", facts)


def tell(request, pk):
    """What came of it, months later."""
    follow_up = get_object_or_404(FollowUp.objects.filter(note__sender=request.user).select_related("note__recipient"), pk=pk)
    if follow_up.told_at:
        return redirect(follow_up.note)
    form = OutcomeForm(request.POST or None)
    if request.method == "POST" and attempt(form, outcomes.tell, follow_up=follow_up, by=request.user):
        messages.success(request, f"Thank you. {follow_up.note.recipient.get_short_name()} hears of it.")
        return redirect(follow_up.note)
    return render(request, "etiquette/thanks/tell.html", {"follow_up": follow_up, "note": follow_up.note, "form": form})


@require_POST
def agree(request, pk):
    note = _load(request, pk)
    wall.agree(note, by=request.user)
    messages.success(request, "Noted. It stands on the wall as soon as both of you agree; you can take it down at any time.")
    return redirect(note)


@require_POST
def withdraw(request, pk):
    note = _load(request, pk)
    wall.withdraw(note, by=request.user)
    messages.success(request, "It is not on the wall (any more).")
    return redirect(note)


@login_not_required
def on_the_wall(request):
    """Notes both people want everybody to read."""
    notes = ThankYou.objects.on_the_wall().select_related("sender", "recipient")
    shown, after = page(notes, "created_at", request.GET.get("after", ""), newest_first=True)
    return render(request, "etiquette/thanks/on_the_wall.html", {"notes": shown, "after": after})


def _load(request, pk) -> ThankYou:
    return get_object_or_404(ThankYou.objects.visible_to(request.user).select_related("sender", "recipient"), pk=pk)
