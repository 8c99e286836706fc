"""How somebody grows: looking at oneself, and what a mentee works towards."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from gurukool.lib.doors import admins_only
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import development
from mentoring.forms.development import ChangeGoalForm, CommentForm, GoalForm, SelfAssessmentForm
from mentoring.models import Cohort, Enrolment, Goal, Plan, Role
from mentoring.selectors import growth


def _own(request, pk) -> Enrolment:
    place = get_object_or_404(Enrolment.objects.of(request.user).select_related("cohort", "person"), pk=pk)
    policies.demand(policies.can_assess, request.user, place)
    return place


def assess(request, pk):
    """Where I stand and what I expect: at the start (which unlocks booking), half-way, at the end."""
    place = _own(request, pk)
    taken = development.turn(place)
    mine, table = place.self_assessments.filter(taken=taken).first(), growth.moved(place)
    skills = [row.label for row in table.skills] if table else []
    before = growth.before(place, taken)
    form = SelfAssessmentForm(request.POST or None, role=place.role, assessment=mine, before=before, skills=skills)
    if request.method == "POST" and attempt(form, development.assess, place=place, by=request.user, taken=taken):
        return _kept(request, place, taken)
    return render(request, "mentoring/development/assess.html", {"place": place, "taken": taken, "form": form, "before": before})


def _kept(request, place, taken):
    """A mentee's first look leads on to goals; any other to what it shows."""
    if (taken, place.role) == ("start", Role.MENTEE):
        messages.success(request, "Kept. Booking is open to you; your goals come next.")
        return redirect("development:goals", place.pk)
    messages.success(request, "Kept. Here is how you see yourself.")
    return redirect("development:moved", place.pk)


def moved(request, pk):
    """How my own picture has changed; for me alone."""
    place = _own(request, pk)
    return render(request, "mentoring/development/moved.html", {"place": place, "table": growth.moved(place)})


@admins_only
def means(request, slug):
    """The means of a cohort, never one person's."""
    cohort = get_object_or_404(Cohort, slug=slug)
    sides = [(label, growth.means(cohort, role)) for role, label in (("mentee", "Mentees"), ("mentor", "Mentors"))]
    return render(request, "mentoring/development/means.html", {"cohort": cohort, "sides": sides, "fewest": growth.FEWEST})


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
    facts["plan"] = Plan.objects.visible_to(request.user).filter(place=place).first()
    return render(request, "mentoring/development/goals.html", facts)


def _goal(request, pk) -> Goal:
    return get_object_or_404(Goal.objects.visible_to(request.user).select_related("place__person", "place__cohort"), pk=pk)


def goal(request, pk):
    """One goal: how far it is, what was agreed for it, what the two say about it."""
    found = _goal(request, pk)
    return _show(request, found, CommentForm())


def _show(request, found, form, status=200):
    facts = {"goal": found, "form": form, "is_mine": policies.can_set_goals(request.user, found.place)}
    facts |= {"items": found.action_items.with_people(), "comments": found.comments.select_related("author")}
    return render(request, "mentoring/development/goal.html", facts, status=status)


@require_POST
def comment(request, pk):
    """Say something about a goal."""
    found = _goal(request, pk)
    form = CommentForm(request.POST)
    if attempt(form, development.comment, on=found, by=request.user):
        return redirect(f"{found.get_absolute_url()}#comments")
    return _show(request, found, form)


def change(request, pk):
    """Reword a goal, say how far it is, mark it as reached, or let it go."""
    mine = _goal(request, pk)
    policies.demand(policies.can_set_goals, request.user, mine.place)
    form = ChangeGoalForm(request.POST or None, instance=mine)
    was = Goal(pk=mine.pk, place=mine.place, status=mine.status)  # the form writes into `mine` as it validates
    if request.method == "POST" and attempt(form, development.change_goal, goal=was, by=request.user):
        messages.success(request, "Saved.")
        return redirect(mine)
    return render(request, "mentoring/development/change.html", {"goal": mine, "form": form})
