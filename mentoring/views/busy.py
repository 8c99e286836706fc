"""The calendars we read busy times from: their addresses are secrets, so only their hosts are ever shown."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gurukool.lib.refusals import attempt
from mentoring.actions import busy
from mentoring.forms.availability import CalendarForm
from mentoring.models import BusyCalendar


def calendars(request):
    form = CalendarForm(request.POST or None)
    if request.method == "POST" and attempt(form, busy.watch, by=request.user):
        messages.success(request, "Saved. We read it now; reload this page in a moment to see how that went.")
        return redirect("availability:calendars")
    mine = BusyCalendar.objects.filter(person=request.user)
    return render(request, "mentoring/availability/calendars.html", {"form": form, "calendars": mine})


@require_POST
def unwatch(request, pk):
    busy.forget(request.user, pk)
    messages.success(request, "Removed. The times it took are free again.")
    return redirect("availability:calendars")
