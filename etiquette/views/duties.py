"""What people owe: their own list with a promise or a request for more time, and the admins' list of what is overdue."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from etiquette import occasions
from etiquette.composing import composed
from etiquette.forms.asking import AskBackForm, ClarifyForm
from etiquette.forms.duties import MoreTimeForm, PromiseForm
from etiquette.ledger import more_time
from etiquette.models import Correction, Duty, MoreTime
from etiquette.models.duties import DEADLINE
from etiquette.paging import page
from gurukool.lib.doors import admins_only
from gurukool.lib.refusals import attempt

PROMISED_SHOWN = 20


def owed(request):
    """What I owe, page by page; on the first page also what others promised me, and asked me for."""
    mine = Duty.objects.owed_by(request.user).annotate(deadline_at=DEADLINE)
    duties, after = page(mine, "deadline_at", request.GET.get("after", ""))
    facts = {"duties": duties, "after": after, "asked": _asked_of(request.user)}
    if "after" not in request.GET:
        facts["promised"] = Duty.objects.promised_to(request.user)[:PROMISED_SHOWN]
    return render(request, "etiquette/duties/owed.html", facts)


def promise(request, pk):
    duty = _mine(request, pk)
    form = PromiseForm(request.POST or None)
    if request.method == "POST" and attempt(form, occasions.promise, duty_id=duty.pk, by=request.user):
        messages.success(request, "Promised. You will be reminded when the day comes, not before.")
        return redirect("duties:owed")
    return render(request, "etiquette/duties/promise.html", {"duty": duty, "form": form})


def ask(request, pk):
    """Ask for more time than the day that holds now."""
    duty = _mine(request, pk)
    form = MoreTimeForm(request.POST or None)
    if request.method == "POST" and attempt(form, more_time.ask, duty=duty, by=request.user):
        messages.success(request, "Asked. If nobody objects within two days, your day stands.")
        return redirect("duties:owed")
    return render(request, "etiquette/duties/ask.html", {"duty": duty, "form": form})


def request(request, pk):
    """What somebody asks: two buttons for who may answer. Its one form is “tell me more”, or the answer to that."""
    asked = _asked(request, pk)
    mine = asked.duty.person == request.user
    other = asked.questioned_by or asked.duty.owed_to if mine else asked.duty.person
    form_class, act = _turn(asked, mine)
    form = composed(form_class, request, reader=other) if form_class else None
    if request.method == "POST" and form and attempt(form, act, asked=asked, by=request.user):
        messages.success(request, f"Sent. {other.get_short_name()} reads it.")
        return redirect(asked)
    facts = {"asked": asked, "form": form, "mine": mine, "other": other, "can_answer": asked.is_pending and not mine}
    return render(request, "etiquette/duties/request.html", facts)


def _turn(asked: MoreTime, mine: bool):
    """The form and the action that are this person's now, if any."""
    if asked.status == MoreTime.Status.ASKED and not mine:
        return AskBackForm, more_time.ask_back
    if asked.status == MoreTime.Status.QUESTIONED and mine:
        return ClarifyForm, more_time.clarify
    return None, None


@require_POST
def agree(request, pk):
    return _answer(request, pk, agree=True)


@require_POST
def keep(request, pk):
    return _answer(request, pk, agree=False)


@admins_only
def overdue(request):
    late = Duty.objects.overdue_to_admins().select_related("person", "owed_to", "rule")
    duties, after = page(late, "deadline_at", request.GET.get("after", ""))
    facts = {"duties": duties, "after": after, "asked": _asked_of(request.user), "corrections": Correction.objects.waiting().count()}
    return render(request, "etiquette/duties/overdue.html", facts)


def _answer(request, pk, *, agree: bool):
    asked = _asked(request, pk)
    more_time.answer(asked, by=request.user, agree=agree)
    name = asked.duty.person.get_short_name()
    messages.success(request, f"Agreed: {name} has until then." if agree else f"Noted: {name} sees that the day is kept.")
    return redirect("duties:request", asked.pk)


def _asked_of(user):
    """What others ask of `user`, oldest first."""
    theirs = MoreTime.objects.asked().for_answer_by(user).select_related("duty__person", "duty__owed_to")
    return theirs.order_by("created_at", "pk")[:PROMISED_SHOWN]


def _mine(request, pk) -> Duty:
    return get_object_or_404(Duty.objects.owed_by(request.user), pk=pk)


def _asked(request, pk) -> MoreTime:
    shown = MoreTime.objects.visible_to(request.user).select_related("duty__person", "duty__owed_to", "duty__rule", "questioned_by")
    return get_object_or_404(shown, pk=pk)
