"""A cohort's dates: the timeline, moving a date, more time for one person."""

from copy import copy

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from gurukool.lib.doors import admins_only
from gurukool.lib.refusals import attempt
from mentoring.actions import cohorts, extensions, moved_dates
from mentoring.forms.cohorts import DatesForm, MoreTimeForm
from mentoring.models import Cohort, Extension
from mentoring.selectors import consequences, timelines
from mentoring.selectors.told_dates import tellings

LETTERS_SHOWN = 25


@admins_only
def timeline(request, slug):
    """Every date: what is due, what is late, who was given more time."""
    cohort, now = get_object_or_404(Cohort, slug=slug), timezone.now()
    facts = {
        "cohort": cohort,
        "milestones": timelines.milestones(cohort, timelines.count_open(cohort), now),
        "owed": timelines.owed(cohort, now),
        "extensions": Extension.objects.filter(cohort=cohort).select_related("person", "given_by")[:50],
    }
    return render(request, "mentoring/cohorts/timeline.html", facts)


@admins_only
def dates(request, slug):
    """Move dates: what follows from it is shown before anything is saved."""
    cohort = get_object_or_404(Cohort, slug=slug)
    before = copy(cohort)
    form = DatesForm(request.POST or None, instance=cohort)
    if "save" in request.POST and attempt(form, cohorts.change_cohort, cohort=before, by=request.user):
        messages.success(request, "The dates are saved.")
        return redirect("cohorts:timeline", slug)
    facts = {"form": form, "cohort": before}
    if "preview" in request.POST and form.is_valid():
        facts |= _what_follows(before, form.instance)
    return render(request, "mentoring/cohorts/dates.html", facts)


def _what_follows(before, after):
    moves = consequences.moves(before, after, timelines.count_open(before))
    told = tellings(before, after)
    letters = [(each.person, moved_dates.mail(after, each)) for each in told[:LETTERS_SHOWN]]
    mails = {"letters": letters, "told": len(told), "more": len(told) - len(letters)}
    return {"shown": True, "moves": moves, "phase_change": consequences.phase_change(before, after), **mails}


@admins_only
def more_time(request, slug):
    """Give one person more time to apply."""
    cohort = get_object_or_404(Cohort, slug=slug)
    form = MoreTimeForm(request.POST or None)
    if attempt(form, extensions.give, cohort=cohort, by=request.user):
        messages.success(request, f"Time until {form.cleaned_data['until']:%d %B} is given, and a mail says so.")
        return redirect("cohorts:timeline", slug)
    return render(request, "mentoring/cohorts/more_time.html", {"form": form, "cohort": cohort})
