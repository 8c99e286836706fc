"""A mentee's own development: looking at oneself, and goals."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render

from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import development
from mentoring.forms.development import ChangeGoalForm, GoalForm, SelfAssessmentForm
from mentoring.models import Enrolment, Goal
from mentoring.selectors import growth


def assess(request, pk):
    """Where I stand and what I expect: at the start (which unlocks booking), half-way, at the end."""
    place = get_object_or_404(Enrolment.objects.of(request.user).select_related("cohort", "person"), pk=pk)
    policies.demand(policies.can_assess, request.user, place)
    taken = development.turn(place)
    mine = place.self_assessments.filter(taken=taken).first()
    form = SelfAssessmentForm(request.POST or None, assessment=mine)
    if request.method == "POST" and attempt(form, development.assess, place=place, by=request.user, taken=taken):
        messages.success(request, "Kept. Booking is open to you; your goals come next.")
        return redirect("development:goals", place.pk)
    facts = {"place": place, "taken": taken, "form": form, "before": growth.scores(place, besides=taken)}
    return render(request, "mentoring/development/assess.html", facts)


def goals(request, pk):
    """The mentee's goals: theirs to add to, their mentor's to read."""
    place = get_object_or_404(Enrolment.objects.present().select_related("cohort", "person"), pk=pk)
    if not policies.can_read_goals(request.user, place):
        raise PermissionDenied
    is_mine = policies.can_set_goals(request.user, place)
    form = GoalForm(request.POST or None)
    if request.method == "POST" and attempt(form, development.set_goal, place=place, by=request.user):
        messages.success(request, "Noted. Questions in your preparations can hang on it now.")
        return redirect("development:goals", place.pk)
    facts = {"place": place, "is_mine": is_mine, "form": form, "goals": place.goals.all(), "expected": growth.expectations(place)}
    return render(request, "mentoring/development/goals.html", facts)


def goal(request, pk):
    """One goal, to reword, to mark as reached, or to let go."""
    mine = get_object_or_404(Goal.objects.visible_to(request.user).select_related("place__person"), pk=pk)
    form = ChangeGoalForm(request.POST or None, instance=mine)
    if request.method == "POST" and attempt(form, development.change_goal, goal=mine, by=request.user):
        messages.success(request, "Saved.")
        return redirect(mine)
    return render(request, "mentoring/development/goal.html", {"goal": mine, "form": form})
