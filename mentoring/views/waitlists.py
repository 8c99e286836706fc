"""The waiting list of a cohort; and its numbers."""

from django.contrib import messages
from django.db.models import Count, Func, Value
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from gurukool.lib.doors import admins_only
from mentoring.actions import decisions, waitlists
from mentoring.models import Application, Cohort, Role, Tally

LONGEST = 200
DIMENSIONS = {
    Tally.What.FIELD: "person__profile__field",
    Tally.What.STAGE: "person__profile__stage",
    Tally.What.ZONE: Func("person__zone", Value("/"), Value(1), function="split_part"),
}


@admins_only
def show(request, slug):
    """Who is next, in which order; an admin may change it."""
    cohort = get_object_or_404(Cohort, slug=slug)
    lines = [(role, list(waitlists.waiting(cohort, role).select_related("person")[:LONGEST])) for role in Role]
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
    received = cohort.applications.received().order_by()
    counts = [(Tally.What.ALL, "", *row) for row in received.values_list("role", "status").annotate(Count("pk"))]
    for what, column in DIMENSIONS.items():
        rows = received.alias(value=column) if isinstance(column, Func) else received
        value = "value" if isinstance(column, Func) else column
        rows = rows.annotate(value=column) if isinstance(column, Func) else rows
        counts += [
            (what, found or "", role, status, n)
            for found, role, status, n in rows.values_list(value, "role", "status").annotate(Count("pk"))
        ]
    counts += cohort.tallies.values_list("what", "value", "role", "outcome", "count")
    return render(request, "mentoring/waitlists/statistics.html", {"cohort": cohort, "tables": _tables(counts)})


def _tables(counts):
    """[(what, [(value, {outcome: count}, total)])], the most frequent first."""
    tables = {}
    for what, value, role, outcome, count in counts:
        key = Role(role).label if what == Tally.What.ALL else value or "not given"
        row = tables.setdefault(Tally.What(what).label, {}).setdefault(key, {})
        row[outcome] = row.get(outcome, 0) + count
    return [
        (what, sorted(((key, row, sum(row.values())) for key, row in rows.items()), key=lambda each: (-each[2], each[0]))[:50])
        for what, rows in tables.items()
    ]
