"""Where one meets people."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize

from gurukool.lib.refusals import attempt
from mentoring.actions import rooms
from mentoring.forms.rooms import RoomForm
from mentoring.models import Availability


def room(request):
    """A room of one's own, or one for each session."""
    mine = Availability.objects.filter(person=request.user).first() or Availability(person=request.user)
    form, told = RoomForm(request.POST or None, instance=mine), []
    if request.method == "POST" and attempt(form, lambda **facts: told.append(rooms.use(request.user, **facts))):
        [count] = told
        also = f" {count} booked session{pluralize(count)} move{pluralize(count, 's,')} there, and everyone has a new invitation."
        messages.success(request, "Saved." + (also if count else ""))
        return redirect("availability:room")
    return render(request, "mentoring/availability/room.html", {"form": form})
