"""Blocking somebody one is, or was, matched with."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from gurukool.lib.refusals import attempt
from mentoring.actions import blocks
from mentoring.forms.endings import BlockForm
from mentoring.models import Block, Match


def block(request, pk):
    """Say what blocking does, then do it."""
    match = get_object_or_404(Match.objects.between(request.user).with_people().select_related("cohort__approved_by"), pk=pk)
    form, other = BlockForm(request.POST or None), match.other(request.user)
    if request.method == "POST" and attempt(form, blocks.block, match=match, by=request.user):
        messages.success(request, f"Done. Nothing reaches you from {other.get_short_name()} any more.")
        return redirect("conversations:index")
    is_blocked = Block.objects.visible_to(request.user).filter(match=match).exists()
    return render(request, "mentoring/blocks/block.html", {"match": match, "other": other, "form": form, "is_blocked": is_blocked})
