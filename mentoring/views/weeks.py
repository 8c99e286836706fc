"""One's own week, as mentor or mentee."""

from django.shortcuts import render
from django.utils import timezone

from mentoring.models import Enrolment
from mentoring.selectors import weeks


def show(request):
    me, now = request.user, timezone.now()
    is_mentor = Enrolment.objects.taking_part().mentors().filter(person=me).exists()
    return render(request, "mentoring/weeks/show.html", {"week": weeks.week(me, now), "is_mentor": is_mentor})
