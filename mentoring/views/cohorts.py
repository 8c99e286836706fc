"""Cohorts: the public pages, and the admin's one page about each."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q, Sum
from django.shortcuts import get_object_or_404, redirect, render

from gurukool.lib.doors import admins_only
from gurukool.lib.paging import page_after
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import cohorts
from mentoring.forms.cohorts import ChangeCohortForm, OpenCohortForm
from mentoring.models import Cohort, Extension, Introduction, Role
from mentoring.selectors import gaps

ROSTER_SHOWN = 25


@login_not_required
def index(request):
    """The cohorts one may read about, newest first."""
    newest = Cohort.objects.visible_to(request.user)[:50]
    return render(request, "mentoring/cohorts/index.html", {"cohorts": newest, "can_open": policies.can_run_programme(request.user)})


@login_not_required
def show(request, slug):
    """A cohort's public page; members find their place, applicants their application."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user), slug=slug)
    facts = {"cohort": cohort, "can_apply": policies.can_apply(request.user, cohort), "can_run": policies.can_run_programme(request.user)}
    if request.user.is_authenticated:
        facts["place"] = cohort.enrolments.filter(person=request.user, invited_at__isnull=False).first()
        facts["application"] = cohort.applications.filter(person=request.user).first()
        facts["extension"] = Extension.objects.of(request.user, cohort).first()
    return render(request, "mentoring/cohorts/show.html", facts)


@admins_only
def new(request):
    """Open a cohort."""
    form = OpenCohortForm(request.POST or None)
    if attempt(form, cohorts.open_cohort, by=request.user):
        return redirect("cohorts:board", form.cleaned_data["slug"])
    return render(request, "mentoring/cohorts/new.html", {"form": form})


@admins_only
def edit(request, slug):
    """Change a cohort."""
    cohort = get_object_or_404(Cohort, slug=slug)
    form = ChangeCohortForm(request.POST or None, instance=cohort)
    if attempt(form, cohorts.change_cohort, cohort=cohort, by=request.user):
        messages.success(request, "Saved.")
        return redirect("cohorts:board", slug)
    return render(request, "mentoring/cohorts/edit.html", {"form": form, "slug": slug})


@admins_only
def board(request, slug):
    """All an admin needs to know about a cohort, and the ways on from there."""
    cohort = get_object_or_404(Cohort, slug=slug)
    people = cohort.enrolments.select_related("person").only(
        "cohort_id",
        "role",
        "capacity",
        "invited_at",
        "confirm_by",
        "confirmed_at",
        "left_at",
        "person__name",
        "person__uuid",
        "person__zone",
    )
    roster = page_after(people, "person__name", request.GET.get("after", ""), size=ROSTER_SHOWN)
    return render(request, "mentoring/cohorts/board.html", {"cohort": cohort, "roster": roster, **_figures(cohort, request.user)})


def _figures(cohort, me):
    """What there is of each kind, from counting queries."""
    present, mentees, mentors = Q(left_at=None), Q(left_at=None, role=Role.MENTEE), Q(left_at=None, role=Role.MENTOR)
    return {
        "hints": gaps.count(cohort, me) + cohort.private_lines.visible_to(me).unseen().count(),
        "applications": _by_status(cohort.applications),
        "matches": _by_status(cohort.matches),
        "introductions": _by_status(Introduction.objects.filter(enrolment__cohort=cohort).of_mentees()),
        "places": cohort.enrolments.aggregate(
            mentees=Count("pk", filter=mentees),
            mentors=Count("pk", filter=mentors),
            offered=Sum("capacity", filter=mentors, default=0),
            confirmed=Count("pk", filter=present & Q(confirmed_at__isnull=False)),
            uninvited=Count("pk", filter=present & Q(invited_at=None)),
        ),
    }


def _by_status(rows):
    return dict(rows.order_by().values_list("status").annotate(Count("pk")))
