"""A mentee's development plan: one page that prints, and the form behind it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import development, plans
from mentoring.forms.development import CommentForm
from mentoring.forms.plans import PlanForm
from mentoring.models import Enrolment, Plan
from mentoring.selectors import growth, planning


def _plan(request, pk) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(request.user).select_related("place__person"), place=pk)


def show(request, pk):
    """The plan as it reads, and where it stands; before there is one, how to begin."""
    place = get_object_or_404(Enrolment.objects.present().select_related("cohort", "person"), pk=pk)
    return _show(request, place, CommentForm())


def _show(request, place, form):
    plan = Plan.objects.visible_to(request.user).filter(place=place).first()
    is_mine = policies.can_plan(request.user, place)
    if not (plan or is_mine):
        raise PermissionDenied
    facts = {"place": place, "plan": plan, "is_mine": is_mine, "form": form, "goals": place.goals.exclude(status="dropped")}
    facts["comments"] = list(plan.comments.select_related("author")) if plan else []
    if is_mine:
        facts["steps"] = planning.stages(place, plan, facts["comments"])
        facts["strong"], facts["weak"] = growth.extremes(place)
    return render(request, "mentoring/plans/show.html", facts)


def write(request, pk):
    """The mentee writes or revises it, goals and self-assessment beside the form."""
    place = get_object_or_404(Enrolment.objects.of(request.user).select_related("cohort", "person"), pk=pk)
    policies.demand(policies.can_plan, request.user, place)
    plan = Plan.objects.filter(place=place).first()
    form = PlanForm(request.POST or None, instance=plan)
    if request.method == "POST" and attempt(form, plans.write, place=place, by=request.user):
        messages.success(request, "Kept.")
        return redirect("plans:show", place.pk)
    strong, weak = growth.extremes(place)
    facts = {"place": place, "plan": plan, "form": form, "goals": place.goals.open(), "strong": strong, "weak": weak}
    return render(request, "mentoring/plans/write.html", facts)


@require_POST
def share(request, pk):
    plans.share(_plan(request, pk), by=request.user)
    messages.success(request, "Your mentor reads it now, and can comment.")
    return redirect("plans:show", pk)


@require_POST
def keep_private(request, pk):
    plans.keep_private(_plan(request, pk), by=request.user)
    messages.success(request, "Only you read it now.")
    return redirect("plans:show", pk)


@require_POST
def comment(request, pk):
    plan = _plan(request, pk)
    form = CommentForm(request.POST)
    if attempt(form, development.comment, on=plan, by=request.user):
        return redirect(f"{plan.get_absolute_url()}#comments")
    return _show(request, plan.place, form)
