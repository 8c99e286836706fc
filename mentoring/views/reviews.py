"""Reviewing: the admins' table, a reviewer's pile, one review."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from gurukool.lib.doors import admins_only
from gurukool.lib.paging import page_after
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import decisions, reviewers, reviews, rubrics
from mentoring.forms.decisions import DecideManyForm
from mentoring.forms.reviews import AskForm, GiveReviewForm, StepAsideForm, TableForm
from mentoring.models import Application, Cohort, Review, Reviewer, ReviewPlan
from mentoring.selectors import reviewing


@admins_only
def index(request, slug):
    """Every application of a cohort with what its reviews come to: sorted, filtered, ticked for a decision. Eleven queries at any size."""
    cohort = get_object_or_404(Cohort, slug=slug)
    plan = ReviewPlan.of(cohort)
    pool = Reviewer.objects.active().filter(cohort=cohort).select_related("person").order_by("person__name")
    form = TableForm(request.GET, reviewers=pool, blind=plan.blind)
    page = page_after(reviewing.rows(cohort, request.user, form.chosen), form.order, request.GET.get("after", ""))
    reviewing.mark_hidden(page.rows, request.user)
    for application in page.rows:
        application.called = reviewing.name_of(application, plan)
    facts = {"cohort": cohort, "plan": plan, "form": form, "page": page, "next_review": reviewing.next_to_do(cohort, request.user)}
    facts |= {"left": decisions.places_left(cohort), "many": DecideManyForm(cohort=cohort)}
    return render(request, "mentoring/reviews/index.html", facts)


@admins_only
@require_POST
def assign(request, slug):
    """Share the submitted applications out."""
    cohort = get_object_or_404(Cohort, slug=slug)
    count = reviewers.assign(cohort, by=request.user)
    messages.success(request, f"{count} reviews shared out." if count else "Every application has its reviewers already.")
    return redirect("reviews:index", slug)


def pile(request, pk):
    """What one reviewer has to review, and what they gave."""
    reviewer = get_object_or_404(Reviewer.objects.visible_to(request.user).select_related("cohort", "person"), pk=pk)
    plan = ReviewPlan.of(reviewer.cohort)
    page = page_after(reviewing.pile(reviewer), "application__submitted_at", request.GET.get("after", ""))
    for each in page.rows:
        each.called = reviewing.name_of(each.application, plan)
    to_do = Review.objects.to_do().filter(reviewer=reviewer.person, application__cohort=reviewer.cohort)
    facts = {"reviewer": reviewer, "page": page, "left": to_do.count(), "first": to_do.first()}
    return render(request, "mentoring/reviews/pile.html", facts)


def review(request, pk):
    """Read an application and score it; then on to the next."""
    mine = _load(request, pk)
    cohort, application = mine.application.cohort, mine.application
    given = dict(mine.scores.values_list("criterion", "points"))
    criteria = rubrics.criteria(cohort, application.role)
    form = GiveReviewForm(request.POST or None, criteria=criteria, given=given, initial={"comment": mine.comment})
    if attempt(form, reviews.give, review=mine, by=request.user):
        messages.success(request, "Your review is in.")
        return redirect(reviewing.next_to_do(cohort, request.user, after=mine) or mine)
    return render(request, "mentoring/reviews/review.html", _sheet(request, mine) | {"form": form})


@require_POST
def aside(request, pk):
    """Abstain, or declare a conflict of interest."""
    mine, form = _load(request, pk), StepAsideForm(request.POST)
    if attempt(form, reviewers.step_aside, review=mine, by=request.user):
        messages.success(request, "Thank you for saying so. Somebody else is asked.")
        following = reviewing.next_to_do(mine.application.cohort, request.user, after=mine)
        mine_all = Reviewer.objects.visible_to(request.user).filter(cohort=mine.application.cohort, person=request.user)
        return redirect(following or mine_all.first() or "home")
    return render(request, "mentoring/reviews/review.html", _sheet(request, mine) | {"aside": form, "form": _blank(mine)})


@admins_only
def show(request, pk):
    """All that reviewers said about an application, for those who decide."""
    found = Application.objects.visible_to(request.user).received().exclude(person=request.user).select_related("cohort", "person")
    application = get_object_or_404(found, pk=pk)
    plan = ReviewPlan.of(application.cohort)
    facts = {"application": application, "cohort": application.cohort, "called": reviewing.name_of(application, plan), "plan": plan}
    facts |= {"answers": reviewing.answers(application, plan), "pending": application.decisions.pending().first()}
    facts |= {"can_ask": policies.can_ask_for_revision(request.user, application), "ask": AskForm()}
    facts |= {"requests": application.revision_requests.all(), "others": _others(request.user, application)}
    return render(request, "mentoring/reviews/show.html", facts)


def _load(request, pk):
    mine = Review.objects.visible_to(request.user).select_related("application__cohort", "application__person")
    return get_object_or_404(mine, pk=pk)


def _sheet(request, mine):
    """What stands around the scores: the answers, others' reviews once one's own is in, the way to the next."""
    application, plan = mine.application, ReviewPlan.of(mine.application.cohort)
    return {
        "review": mine,
        "application": application,
        "cohort": application.cohort,
        "plan": plan,
        "called": reviewing.name_of(application, plan),
        "answers": reviewing.answers(application, plan),
        "others": _others(request.user, application),
        "following": reviewing.next_to_do(application.cohort, request.user, after=mine),
        "can_ask": policies.can_ask_for_revision(request.user, application),
        "can_review": policies.can_review(request.user, mine),
        "requests": application.revision_requests.all(),
        "aside": StepAsideForm(),
        "ask": AskForm(),
    }


def _others(user, application):
    """What others said; None while one's own is still to be given."""
    if not policies.can_read_scores(user, application):
        return None
    given = Review.objects.given().filter(application=application).exclude(reviewer=user)
    return list(given.select_related("reviewer").prefetch_related("scores__criterion").order_by("given_at"))


def _blank(mine):
    return GiveReviewForm(criteria=rubrics.criteria(mine.application.cohort, mine.application.role))
