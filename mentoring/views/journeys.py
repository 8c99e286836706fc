"""Days on which somebody's hours are elsewhere, or nowhere: journeys and absences."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from etiquette.ledger import absences
from etiquette.models import Absence
from gurukool.lib.refusals import attempt
from mentoring.actions import availability
from mentoring.forms.availability import AwayForm, JourneyForm
from mentoring.models import Journey, Session

TWO_WEEKS = timedelta(days=13)  # both days included


def away(request):
    """What is planned, and the two forms; a POST is an absence."""
    form = AwayForm(request.POST or None, initial=_pause(request))
    if request.method == "POST" and attempt(form, absences.go_away, by=request.user):
        messages.success(request, "Noted: nobody can book you on those days, nothing will remind you, and your mentees are told kindly.")
        return redirect("availability:away")
    return _page(request, form, JourneyForm())


def _pause(request) -> dict:
    """The next two weeks, for whoever comes from “Pause me”."""
    today = timezone.now().astimezone(request.user.tz).date()
    return {"starts_on": today, "ends_on": today + TWO_WEEKS} if "pause" in request.GET else {}


@require_POST
def travel(request):
    form = JourneyForm(request.POST)
    if attempt(form, availability.travel, by=request.user):
        messages.success(request, "Noted: your hours follow that clock on those days.")
        return redirect("availability:away")
    return _page(request, AwayForm(), form)


def _page(request, form, journey):
    me, now = request.user, timezone.now()
    today = now.astimezone(me.tz).date()
    gone = list(Absence.objects.filter(person=me, ends_on__gte=today))
    coming = Session.objects.coming(now).of(me).with_people() if gone else []
    facts = {
        "form": form,
        "journey": journey,
        "journeys": Journey.objects.filter(person=me, last_day__gte=today),
        "absences": gone,
        "booked": [each for each in coming if any(one.covers(each.starts_at.astimezone(me.tz).date()) for one in gone)],
    }
    return render(request, "mentoring/availability/away.html", facts)


@require_POST
def back(request, pk):
    absences.come_back(request.user, pk)
    return redirect("availability:away")


@require_POST
def stay(request, pk):
    availability.forget_journey(request.user, pk)
    return redirect("availability:away")
