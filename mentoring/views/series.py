"""Every week at the same hour: looked at before it is booked, and called off in one go."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import series as weekly
from mentoring.actions.sessions import length_of
from mentoring.forms.series import SeriesForm
from mentoring.forms.sessions import CancelForm
from mentoring.models import Match, Series
from mentoring.selectors.series import plan as planned
from mentoring.templatetags.clocks import spoken

USUAL = timedelta(weeks=7)  # eight sessions, unless the cohort ends before


def plan(request, pk):
    """Each date of the series with what stands against it (GET: `start`, `until`, `kind`, `minutes`), then book the rest (POST)."""
    match = get_object_or_404(Match.objects.between(request.user).with_people(), pk=pk)
    if not policies.can_book(request.user, match):
        raise PermissionDenied
    if not policies.is_ready_to_book(request.user, match):
        return redirect("sessions:book", match.pk)
    form = SeriesForm(request.POST or _asked(request.GET, match), match=match)
    if request.method == "POST":
        done = []
        if attempt(form, lambda **facts: done.append(weekly.book(match, by=request.user, **facts))):
            return _booked(request, *done[0])
    return render(request, "mentoring/series/plan.html", _page(match, form), status=409 if request.method == "POST" else 200)


def _asked(query, match):
    """What the picker sends on; until the usual number of weeks later, or the end of the cohort, if no day is named."""
    asked = query.dict()
    if not asked.get("until"):
        try:
            first = datetime.fromisoformat(asked.get("start", "")).date()
        except ValueError:
            first = timezone.now().date()
        asked["until"] = min(first + min(USUAL, match.cohort.ends_on - first), match.cohort.ends_on).isoformat()
    return asked


def _page(match, form):
    dates = []
    if form.is_valid() or {"start", "until"} <= form.cleaned_data.keys():
        facts = form.cleaned_data
        dates = planned(match, facts["start"], facts["until"], length_of(match, facts.get("minutes"), facts.get("kind")))
    return {"match": match, "form": form, "dates": dates, "free": sum(each.is_free for each in dates)}


def _booked(request, series, refused):
    messages.success(request, "Booked. Each session comes with an invitation of its own for your calendars.")
    for each in refused:
        messages.info(request, f"Not booked: {spoken(each.start, request.user.zone)}. {each.refusal}")
    return redirect(series)


def show(request, pk):
    """What is booked of a series, and what became of it."""
    series = _load(request, pk)
    found = list(series.sessions.with_people().order_by("during"))
    facts = {"series": series, "sessions": found, "left": sum(each.is_booked and not each.has_begun for each in found)}
    return render(request, "mentoring/series/show.html", {**facts, "other": series.match.other(request.user)})


def cancel(request, pk):
    """Call off what is left of it."""
    series = _load(request, pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and attempt(form, weekly.cancel_rest, series=series, by=request.user):
        messages.success(request, f"Cancelled. {series.match.other(request.user).name} is told, and both calendars with it.")
        return redirect(series)
    left = list(series.sessions.ahead(timezone.now()).with_people().order_by("during"))
    facts = {"form": form, "series": series, "left": left, "other": series.match.other(request.user)}
    return render(request, "mentoring/series/cancel.html", facts)


def _load(request, pk) -> Series:
    pair = ["match__cohort", "match__mentor__person", "match__mentee__person", "kind"]
    return get_object_or_404(Series.objects.visible_to(request.user).select_related(*pair), pk=pk)
