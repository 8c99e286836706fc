"""The hours a mentor (or mentee) offers, in their own zone."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gurukool.lib.refusals import Refused, attempt
from mentoring.actions import availability
from mentoring.forms.availability import OverrideForm, WeekFormSet
from mentoring.models import DateOverride, WeeklyHours


def edit(request, place=None):
    """The week as rows of ranges. `place` names the enrolment a duty is about; the hours are the person's, whatever the place."""
    weekly = WeeklyHours.objects.filter(person=request.user).values("weekday", "starts", "ends")
    week = WeekFormSet(request.POST or None, initial=list(weekly))
    if request.method == "POST" and week.is_valid() and _offered(request, week):
        messages.success(request, "Your week is saved. Mentees see these hours now.")
        return redirect("availability:edit")
    return _page(request, week, OverrideForm())


def _offered(request, week):
    try:
        availability.offer(request.user, week.weekly)
    except Refused as refusal:
        week.non_form_errors().append(str(refusal))
        return False
    return True


def _page(request, week, override):
    overrides = DateOverride.objects.filter(person=request.user)
    return render(request, "mentoring/availability/edit.html", {"week": week, "override": override, "overrides": overrides})


@require_POST
def override(request):
    form = OverrideForm(request.POST)
    if attempt(form, availability.override, by=request.user):
        return redirect("availability:edit")
    weekly = WeeklyHours.objects.filter(person=request.user).values("weekday", "starts", "ends")
    return _page(request, WeekFormSet(initial=list(weekly)), form)


@require_POST
def forget(request, pk):
    availability.forget_override(request.user, pk)
    return redirect("availability:edit")
