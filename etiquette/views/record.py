"""The reliability record: its owner reads all of it, an admin its counts and the entries somebody asked about."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from etiquette.forms.record import CorrectionForm, DecideForm
from etiquette.ledger import record
from etiquette.models import Correction, Duty, Incident
from etiquette.paging import page
from gurukool.lib.doors import admins_only
from gurukool.lib.refusals import attempt

SHOWN = 50
KINDS = {"duty": Duty, "incident": Incident}


def mine(request):
    standing = record.read(request.user)
    shown = Paginator(standing.entries, SHOWN).get_page(request.GET.get("page"))
    return render(request, "etiquette/record/mine.html", {"standing": standing, "shown": shown})


def ask(request, kind, pk):
    """Say that an entry is not right; from then on an admin sees this one entry."""
    if kind not in KINDS:
        raise Http404
    about = get_object_or_404(KINDS[kind].objects.filter(person=request.user), pk=pk)
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and attempt(form, record.ask, about=about, by=request.user):
        messages.success(request, "Thank you. An admin looks at this entry, and you hear from them.")
        return redirect("record:mine")
    return render(request, "etiquette/record/ask.html", {"about": about, "form": form})


@admins_only
def corrections(request):
    waiting = Correction.objects.waiting().select_related("person")
    shown, after = page(waiting, "created_at", request.GET.get("after", ""))
    return render(request, "etiquette/record/corrections.html", {"corrections": shown, "after": after})


def correction(request, pk):
    """One request: its owner reads how it stands, an admin decides it."""
    asked = get_object_or_404(Correction.objects.visible_to(request.user).select_related("person", "decided_by"), pk=pk)
    may_decide = request.user.is_staff and asked.person != request.user and asked.decided_at is None
    form = DecideForm(request.POST or None) if may_decide else None
    if form and request.method == "POST" and attempt(form, record.decide, correction=asked, by=request.user):
        messages.success(request, f"{asked.person.get_short_name()} is told.")
        return redirect("record:corrections")
    return render(request, "etiquette/record/correction.html", {"asked": asked, "form": form})


@admins_only
def counts(request, pk):
    """How often what was so: all that admins see of a person's record."""
    person = get_object_or_404(get_user_model(), uuid=pk)
    return render(request, "etiquette/record/counts.html", {"person": person, "counts": record.counts(person)})
