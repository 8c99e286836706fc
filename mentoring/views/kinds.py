"""The kinds of session of a cohort, as admins write them; and which of them a mentor gives."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from gurukool.lib.doors import admins_only
from gurukool.lib.refusals import attempt
from mentoring.actions import kinds
from mentoring.forms.kinds import GivenForm, KindForm
from mentoring.models import Availability, Cohort, Enrolment, Kind


@admins_only
def index(request, slug):
    """What the cohort offers, in the order of the picker, and what is switched off."""
    cohort = get_object_or_404(Cohort, slug=slug)
    counted = cohort.kinds.annotate(booked=Count("sessions", distinct=True), declined=Count("declined_by", distinct=True))
    found = list(counted.order_by("position", "created_at"))
    facts = {
        "cohort": cohort,
        "offered": [kind for kind in found if kind.is_on_offer],
        "off": [kind for kind in found if not kind.is_on_offer],
    }
    return render(request, "mentoring/kinds/index.html", facts)


@admins_only
def add(request, slug):
    """Offer one more kind."""
    cohort = get_object_or_404(Cohort, slug=slug)
    form = KindForm(request.POST or None, instance=Kind(cohort=cohort))
    if attempt(form, kinds.add, cohort=cohort, by=request.user):
        messages.success(request, "Added. It can be booked from now on.")
        return redirect("kinds:index", slug)
    return render(request, "mentoring/kinds/add.html", {"form": form, "cohort": cohort})


@admins_only
def edit(request, pk):
    """Put a kind in other words, or give it another length."""
    kind = get_object_or_404(Kind.objects.select_related("cohort"), pk=pk)
    form = KindForm(request.POST or None, instance=kind)
    if attempt(form, kinds.change, kind=kind, by=request.user):
        messages.success(request, "Saved. What is booked already keeps its length.")
        return redirect(kind)
    return render(request, "mentoring/kinds/edit.html", {"form": form, "kind": kind, "booked": kind.sessions.count()})


@admins_only
@require_POST
def switch(request, pk, state):
    """Offer it again, or no more."""
    if state not in ("on", "off"):
        raise Http404
    kind = get_object_or_404(Kind.objects.select_related("cohort"), pk=pk)
    kinds.switch(kind, by=request.user, on=state == "on")
    return redirect(kind)


@admins_only
@require_POST
def move(request, pk, where):
    """One place up or down."""
    if where not in ("up", "down"):
        raise Http404
    kind = get_object_or_404(Kind.objects.select_related("cohort"), pk=pk)
    kinds.move(kind, by=request.user, up=where == "up")
    return redirect(f"{kind.get_absolute_url()}#kind-{kind.pk}")


def given(request):
    """Which kinds one gives as a mentor; for everybody else a page that says whose it is."""
    places = list(Enrolment.objects.of(request.user).mentors().select_related("cohort").prefetch_related("cohort__kinds", "kinds_declined"))
    lengths = Availability.objects.filter(person=request.user).values_list("lengths", flat=True).first() or []
    form = GivenForm(request.POST if request.method == "POST" else None, places=places, lengths=lengths)
    if request.method == "POST" and attempt(form, kinds.give, by=request.user):
        messages.success(request, "Saved. Mentees can book these with you.")
        return redirect("kinds:given")
    return render(request, "mentoring/kinds/given.html", {"form": form, "places": places})
