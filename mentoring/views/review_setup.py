"""How a cohort reviews: the plan, the rubric, the reviewers."""

from django.contrib import messages
from django.forms import model_to_dict
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from gurukool.lib.doors import admins_only
from gurukool.lib.refusals import Refused, attempt
from mentoring.actions import reviewers, rubrics
from mentoring.forms.reviews import NameReviewerForm, PlanForm, RubricFormSet
from mentoring.models import Cohort, Review, Reviewer, ReviewPlan, Role


@admins_only
def setup(request, slug):
    """The plan of a cohort, who reviews, and the ways to the rubrics."""
    cohort = get_object_or_404(Cohort, slug=slug)
    form = PlanForm(request.POST or None, instance=ReviewPlan.of(cohort))
    if attempt(form, rubrics.change_plan, cohort=cohort, by=request.user):
        messages.success(request, "Saved.")
        return redirect("reviews:setup", slug)
    return render(request, "mentoring/reviews/setup.html", {"cohort": cohort, "form": form, "name": NameReviewerForm(), **_pool(cohort)})


@admins_only
@require_POST
def name(request, slug):
    """Ask somebody to review."""
    cohort, form = get_object_or_404(Cohort, slug=slug), NameReviewerForm(request.POST)
    if attempt(form, reviewers.name_reviewer, cohort=cohort, by=request.user):
        messages.success(request, "They review from the next sharing out.")
        return redirect("reviews:setup", slug)
    facts = {"cohort": cohort, "form": PlanForm(instance=ReviewPlan.of(cohort)), "name": form, **_pool(cohort)}
    return render(request, "mentoring/reviews/setup.html", facts)


@admins_only
@require_POST
def free(request, pk):
    """Ask no more of a reviewer."""
    reviewer = get_object_or_404(Reviewer.objects.select_related("cohort", "person"), pk=pk)
    reviewers.release_reviewer(reviewer, by=request.user)
    messages.success(request, f"{reviewer.person} reviews no more. Share out again, so that others take what was open.")
    return redirect("reviews:setup", reviewer.cohort.slug)


@admins_only
def rubric(request, slug, role):
    """What reviewers look at in the applications of one role, and what the points mean."""
    if role not in Role:
        raise Http404
    cohort = get_object_or_404(Cohort, slug=slug)
    fixed, stored = rubrics.is_fixed(cohort, role), rubrics.criteria(cohort, role)
    forms = RubricFormSet(request.POST or None, initial=[model_to_dict(each, fields=rubrics.SCALE) for each in stored])
    if request.method == "POST" and forms.is_valid() and _changed(request, forms, cohort, role):
        messages.success(request, "Saved.")
        return redirect("reviews:setup", slug)
    facts = {"cohort": cohort, "role": role, "forms": forms, "fixed": fixed, "criteria": stored}
    return render(request, "mentoring/reviews/rubric.html", facts)


def _changed(request, forms, cohort, role):
    scales = [form.cleaned_data for form in forms if form.cleaned_data.get("name") and not form.cleaned_data.get("DELETE")]
    try:
        rubrics.change_rubric(cohort, role, scales, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def _pool(cohort):
    """The reviewers, with how many reviews they gave and have open: two queries."""
    pool = list(Reviewer.objects.active().filter(cohort=cohort).select_related("person").order_by("person__name"))
    counted = {}
    for person, status in Review.objects.standing().filter(application__cohort=cohort).values_list("reviewer", "status").iterator():
        counted[person, status] = counted.get((person, status), 0) + 1
    for row in pool:
        row.given, row.open = counted.get((row.person_id, "given"), 0), counted.get((row.person_id, "open"), 0)
    return {"pool": pool}
