"""What a mentor sees first: the people they mentor, the hours they give, the kind words they got."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from mentoring.models import Enrolment, Kudos
from mentoring.selectors import mentees
from mentoring.selectors.given import given

KUDOS_SHOWN = 3


def index(request):
    """For whoever is or was a mentor here; for others there is no such page."""
    me = request.user
    places = list(Enrolment.objects.taking_part().mentors().filter(person=me).select_related("cohort").order_by("-cohort__starts_on")[:3])
    if not places:
        raise PermissionDenied("Only mentors have mentees.")
    facts = {
        "mentees": mentees.mentees(me),
        "gifts": [(place.cohort, given(place.cohort, [me])[me.pk]) for place in places],
        "kudos": Kudos.objects.filter(recipient=me).with_people().order_by("-created_at")[:KUDOS_SHOWN],
    }
    return render(request, "mentoring/mentees/index.html", facts)
