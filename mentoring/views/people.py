"""A person's own profile, and the card others see."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from gurukool.lib.refusals import attempt
from mentoring.actions import people
from mentoring.forms.people import ClockForm, ProfileForm
from mentoring.models import Enrolment, Introduction, Profile, User


def profile(request):
    """Edit one's own profile."""
    mine = Profile.objects.filter(person=request.user).first()
    form = ProfileForm(request.POST or None, instance=mine, person=request.user)
    if attempt(form, people.save_profile, by=request.user):
        messages.success(request, "Saved. This is what the others in your cohorts see.")
        return redirect(request.user)
    return render(request, "mentoring/people/profile.html", {"form": form})


@require_POST
def clock(request):
    """The other clock, from a button on any page; back to that page."""
    attempt(ClockForm(request.POST), people.read_clock, by=request.user)
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "people:profile")


def card(request, uuid):
    """What the members of one's cohorts, and admins, may know about a person."""
    person = get_object_or_404(User.objects.active().visible_to(request.user).select_related("profile"), uuid=uuid)
    facts = {
        "person": person,
        "show_email": request.user.is_staff or person == request.user,
        "introductions": Introduction.objects.visible_to(request.user).handed_in().of_person(person),
        "mentors": Enrolment.objects.taking_part().mentors().filter(person=person).exclude(person=request.user).beside(request.user),
        "now": timezone.now(),
    }
    return render(request, "mentoring/people/card.html", facts)
