"""The waiting list of a cohort; and its numbers."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from gurukool.lib.doors import admins_only
from mentoring.actions import decisions, waitlists
from mentoring.models import Application, Cohort, Role, Tally
from mentoring.selectors.numbers import counted

LONGEST, LONGEST_TABLE = 200, 50


@admins_only
def show(request, slug):
    """Who is next, in which order; an admin may change it."""
    cohort = get_object_or_404(Cohort, slug=slug)
    unheard = {"person": request.user, "status": Application.Status.SUBMITTED}  # nobody reads here what is to be decided about themselves
    lines = [(role, list(waitlists.waiting(cohort, role).exclude(**unheard).select_related("person")[:LONGEST])) for role in Role]
    facts = {"cohort": cohort, "lines": [(role.label, line) for role, line in lines if line], "left": decisions.places_left(cohort)}
    return render(request, "mentoring/waitlists/show.html", facts)


@admins_only
@require_POST
def move(request, pk):
    """One place up or down."""
    application = get_object_or_404(Application.objects.visible_to(request.user).select_related("cohort", "person"), pk=pk)
    waitlists.move(application, by=request.user, up="up" in request.POST)
    messages.success(request, f"{application.person} has moved {'up' if 'up' in request.POST else 'down'}.")
    return redirect("waitlists:show", application.cohort.slug)


@admins_only
def statistics(request, slug):
    """How many applied, from where, and what came of it; what has been deleted is counted in."""
    cohort = get_object_or_404(Cohort, slug=slug)
    return render(request, "mentoring/waitlists/statistics.html", {"cohort": cohort, "tables": _tables(counted(cohort))})


def _tables(counts):
    """[(what, [(value, {outcome: count}, total)])], the most frequent first."""
    tables = {}
    for what, value, role, outcome, count in counts:
        key = Role(role).label if what == Tally.What.ALL else value or "not given"
        row = tables.setdefault(Tally.What(what).label, {}).setdefault(key, {})
        row[outcome] = row.get(outcome, 0) + count
    return [(what, _most_frequent(rows)) for what, rows in tables.items()]


def _most_frequent(rows):
    totals = [(value, counts, sum(counts.values())) for value, counts in rows.items()]
    return sorted(totals, key=lambda row: (-row[2], row[0]))[:LONGEST_TABLE]
