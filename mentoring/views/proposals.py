"""Runs of matching: ask for one, watch it, look it over, compare two, choose one. Nobody but admins learns of them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from gurukool.lib.doors import admins_only
from gurukool.lib.refusals import attempt
from mentoring.actions import proposals
from mentoring.forms.proposals import AskForm
from mentoring.models import Cohort, Enrolment, Proposal
from mentoring.selectors.comparing import compared
from mentoring.selectors.seating import seats

SHOWN = 20


@admins_only
def index(request, slug):
    """The runs of a cohort, newest first, and the form for another."""
    return _index(request, get_object_or_404(Cohort, slug=slug), AskForm())


@admins_only
@require_POST
def ask(request, slug):
    """Ask for a run; locked pairs of the proposal named by `?keep=`, else of the cohort's board, are kept."""
    cohort, form, asked = get_object_or_404(Cohort, slug=slug), AskForm(request.POST), []
    keep = _one_of(cohort, request.GET["keep"]) if request.GET.get("keep") else None
    if attempt(form, lambda **facts: asked.append(proposals.ask(cohort, by=request.user, keep=keep, **facts))):
        return redirect(asked[0])
    return _index(request, cohort, form)


@admins_only
def show(request, pk):
    """One proposal: how far its run is, or its board by mentor. A page that waits asks again every two seconds."""
    proposal = get_object_or_404(Proposal.objects.select_related("cohort", "by"), pk=pk)
    if request.htmx and not proposal.is_waiting:
        return HttpResponseClientRefresh()
    facts = {"proposal": proposal, "cohort": proposal.cohort}
    if proposal.is_open:
        board = seats(proposal.cohort, proposal, request.GET.get("after", ""))
        why = [(place, proposal.unmatched.get(str(place.pk), "taken out by hand")) for place in board.left]
        facts |= {
            "seats": board,
            "why": why,
            "editable": True,
            "form": AskForm(initial={"mode": proposal.mode, "min_hours": proposal.min_hours}),
        }
    return render(request, "mentoring/proposals/show.html", facts)


@admins_only
@require_POST
def choose(request, pk):
    """Make its pairs the cohort's."""
    proposal = get_object_or_404(Proposal.objects.select_related("cohort"), pk=pk)
    proposals.choose(proposal, by=request.user)
    messages.success(request, "These are the cohort's pairs now. Nobody is told before you approve them.")
    return redirect("matching:mentors", proposal.cohort.slug)


@admins_only
@require_POST
def discard(request, pk):
    """Set it aside."""
    proposal = get_object_or_404(Proposal.objects.select_related("cohort"), pk=pk)
    proposals.discard(proposal, by=request.user)
    messages.success(request, "The proposal is set aside.")
    return redirect("proposals:index", proposal.cohort.slug)


@admins_only
def compare(request, slug):
    """Two proposals side by side (`?a=` and `?b=`; `board` is the cohort's own): the mentees with another mentor."""
    cohort = get_object_or_404(Cohort, slug=slug)
    sides = [_side(cohort, request.GET.get(name, "board")) for name in ("a", "b")]
    return render(
        request, "mentoring/proposals/compare.html", {"cohort": cohort, **compared(cohort, *sides, after=request.GET.get("after", ""))}
    )


def _side(cohort: Cohort, key: str) -> Proposal | None:
    return None if key == "board" else _one_of(cohort, key)


def _one_of(cohort: Cohort, key: str) -> Proposal:
    try:
        return get_object_or_404(cohort.proposals.exclude(status=Proposal.Status.DISCARDED), pk=UUID(key))
    except ValueError:
        raise Http404 from None


def _index(request, cohort: Cohort, form: AskForm):
    runs = list(cohort.proposals.shown()[:SHOWN])
    facts = {
        "cohort": cohort,
        "runs": runs,
        "comparable": [run for run in runs if run.is_open],
        "board": cohort.matches.proposed().count(),
        "mentees": Enrolment.objects.present().mentees().filter(cohort=cohort).count(),
        "form": form,
    }
    return render(request, "mentoring/proposals/index.html", facts, status=409 if form.errors else 200)
