"""Kudos: giving one, and those one gave and got."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from gurukool.lib.paging import page_after
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import kudos
from mentoring.forms.kudos import KudosForm
from mentoring.models import Enrolment, Kudos


def index(request):
    """One's own, newest first; admins see all. Above them the way to whom one may give some."""
    page = page_after(Kudos.objects.visible_to(request.user).with_people(), "-created_at", request.GET.get("after", ""))
    places = Enrolment.objects.of(request.user).taking_part().filter(cohort__closed_at=None).select_related("cohort")
    return render(request, "mentoring/kudos/index.html", {"page": page, "cohorts": [place.cohort for place in places]})


def give(request, pk):
    """One sentence to the mentor who holds this place."""
    place = get_object_or_404(Enrolment.objects.taking_part().mentors().select_related("cohort", "person"), pk=pk)
    policies.demand(policies.can_give_kudos, request.user, place)
    form = KudosForm(request.POST or None)
    if request.method == "POST" and attempt(form, kudos.give, place=place, by=request.user):
        messages.success(request, f"{place.person.get_short_name()} reads it on their home page. Thank you.")
        return redirect("kudos:index")
    return render(request, "mentoring/kudos/give.html", {"form": form, "mentor": place.person, "cohort": place.cohort})
