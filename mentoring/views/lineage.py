"""The family tree of the programme, from where one stands."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mentoring.actions import people
from mentoring.models import Profile
from mentoring.selectors import lineage


def show(request):
    """Who mentored me, whom I mentored, and so on: of others only who wants to be seen."""
    me = request.user
    facts = {"mentors": lineage.mentors(me), "mentored": lineage.mentored(me)}
    facts["is_shown"] = Profile.objects.filter(person=me, in_lineage=True).exists()
    return render(request, "mentoring/lineage/show.html", facts)


@require_POST
def choose(request):
    """Be seen in the tree, or not any more."""
    shown = request.POST.get("show") == "yes"
    people.show_in_lineage(by=request.user, shown=shown)
    messages.success(request, "You are in the family tree now." if shown else "You are no longer in the family tree.")
    return redirect("lineage:show")
