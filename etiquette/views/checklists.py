"""Ticking off the steps of a duty."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from etiquette import checklists
from etiquette.models import Duty


def show(request, pk):
    duty = _load(request, pk)
    facts = {"duty": duty, "lines": checklists.lines(duty), "is_mine": duty.person == request.user}
    return render(request, "etiquette/checklists/show.html", facts)


@require_POST
def tick(request, pk, step):
    return _change(request, pk, step, checklists.tick)


@require_POST
def untick(request, pk, step):
    return _change(request, pk, step, checklists.untick)


def _change(request, pk, step, action):
    duty = _load(request, pk)
    action(duty, step, by=request.user)
    duty.refresh_from_db()
    if duty.status == Duty.Status.DISCHARGED:
        messages.success(request, "All done, thank you.")
        return redirect("duties:owed")
    return redirect("checklists:show", duty.pk)


def _load(request, pk):
    return get_object_or_404(Duty.objects.visible_to(request.user).select_related("rule__checklist", "person", "owed_to"), pk=pk)
