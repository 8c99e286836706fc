"""What people owe: their own list with a promise or a request for more time, and the admins' list of what is overdue."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from etiquette import occasions
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
    """What somebody asks: two buttons for who may answer. Opening it changes nothing."""
    asked = _asked(request, pk)
    facts = {"asked": asked, "can_answer": asked.status == MoreTime.Status.ASKED and asked.duty.person != request.user}
    return render(request, "etiquette/duties/request.html", facts)


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
    shown = MoreTime.objects.visible_to(request.user).select_related("duty__person", "duty__owed_to", "duty__rule", "answered_by")
    return get_object_or_404(shown, pk=pk)
