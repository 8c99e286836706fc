"""The mentoring agreement of a match: read, written, signed, revisited."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from etiquette.occasions import is_clear
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import agreements
from mentoring.forms.agreements import AgreementForm
from mentoring.intake.answers import changes
from mentoring.models import Agreement, Match
from mentoring.selectors import growth


def _match(request, pk) -> Match:
    return get_object_or_404(Match.objects.between(request.user).with_people(), pk=pk)


def show(request, pk):
    """What holds between the two, or how to begin."""
    match = _match(request, pk)
    return _page(request, match, match.agreements.last())


def version(request, pk):
    """One version of it."""
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)
    return _page(request, _match(request, agreement.match_id), agreement)


def _page(request, match, agreement):
    """The text, who signed it, what changed since the version before, and all versions."""
    me, versions = request.user, list(match.agreements.prefetch_related("signatures__person"))
    shown = next((each for each in versions if each == agreement), None)
    facts = {
        "match": match,
        "other": match.other(me),
        "agreement": shown,
        "versions": versions[::-1],
        "newest": shown and shown == versions[-1],
    }
    facts |= {"can_agree": policies.can_agree(me, match), "can_write": policies.can_draft_agreement(me, match)}
    facts["is_half_way"] = not is_clear(me, "revisit_agreement", about=match)
    if shown:
        facts["signed"] = {signature.person_id: signature for signature in shown.signatures.all()}
        facts["mine"] = facts["signed"].get(me.pk)
        before = next((each for each in versions if each.number == shown.number - 1), None)
        facts["changes"] = changes(before.lines, shown.lines) if before else []
    else:
        facts["expected"] = growth.both_expectations(match)
    return render(request, "mentoring/agreements/show.html", facts)


def write(request, pk):
    """Draft it (the mentee), or change it (either): saved and signed at once, so that the other knows who stands behind it."""
    match = _match(request, pk)
    policies.demand(policies.can_draft_agreement, request.user, match)
    last = match.agreements.last()
    form = AgreementForm(request.POST or None, match=match, last=last, goals=match.mentee.goals.open())
    if request.method == "POST" and attempt(form, agreements.write, match=match, by=request.user):
        messages.success(request, f"Signed by you. {match.other(request.user).get_short_name()} is asked to read and sign it.")
        return redirect("agreements:show", match.pk)
    facts = {"match": match, "form": form, "last": last, "other": match.other(request.user), "expected": growth.both_expectations(match)}
    return render(request, "mentoring/agreements/write.html", facts)


@require_POST
def sign(request, pk):
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)
    agreement.match = _match(request, agreement.match_id)
    agreements.sign(agreement, by=request.user)
    messages.success(request, "Signed. Thank you.")
    return redirect("agreements:show", agreement.match_id)


@require_POST
def confirm(request, pk):
    match = _match(request, pk)
    agreements.confirm(match, by=request.user)
    messages.success(request, "Noted: it is still right.")
    return redirect("agreements:show", match.pk)
