"""The hours a mentor (or mentee) offers, in their own zone, and how they want to be booked."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gurukool.lib.refusals import Refused, attempt
from mentoring.actions import availability
from mentoring.forms.availability import OverrideForm, RulesForm, WeekFormSet
from mentoring.models import Availability, DateOverride, WeeklyHours


def edit(request, place=None):
    """The week as rows of ranges. `place` names the enrolment a duty is about; the hours are the person's, whatever the place."""
    week = WeekFormSet(request.POST or None, initial=_week_of(request.user))
    if request.method == "POST" and week.is_valid() and _offered(request, week):
        messages.success(request, "Your week is saved. Mentees see these hours now.")
        return redirect("availability:edit")
    return _page(request, week, OverrideForm())


def _week_of(person):
    return list(WeeklyHours.objects.filter(person=person).values("weekday", "starts", "ends"))


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
    return _page(request, WeekFormSet(initial=_week_of(request.user)), form)


@require_POST
def forget(request, pk):
    availability.forget_override(request.user, pk)
    return redirect("availability:edit")


def rules(request):
    """Buffers, notice, limits, lengths, and the clock one reads."""
    mine = Availability.objects.filter(person=request.user).first() or Availability(person=request.user)
    form = RulesForm(request.POST or None, instance=mine)
    if request.method == "POST" and attempt(form, availability.set_rules, by=request.user):
        messages.success(request, "Saved. It holds for what is booked from now on.")
        return redirect("availability:rules")
    return render(request, "mentoring/availability/rules.html", {"form": form})
