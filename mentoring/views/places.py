"""A member's own place in a cohort; and offering the imported roster theirs."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from gurukool.lib.doors import admins_only
from mentoring.actions import places
from mentoring.models import Cohort, Enrolment, Role
from mentoring.selectors import checklists
from mentoring.selectors.given import given


def place(request, pk):
    """One's place: what it is, what it asks, and one button."""
    found = _load(request, pk)
    facts = {"place": found, "checklist": checklists.of_place(found, request.user)}
    if found.role == Role.MENTOR and found.confirmed_at:
        facts["given"] = given(found.cohort, [found.person])[found.person_id]
    return render(request, "mentoring/cohorts/place.html", facts)


@require_POST
def confirm(request, pk):
    """Take the place."""
    enrolment = _load(request, pk)
    places.confirm_place(enrolment, by=request.user)
    messages.success(request, f"Your place in {enrolment.cohort} is yours. Welcome!")
    return redirect("home")


@require_POST
def leave(request, pk):
    """Give an offered place back."""
    enrolment = _load(request, pk)
    places.give_back_place(enrolment, by=request.user)
    messages.success(request, "Thank you for saying so: somebody else can have the place now.")
    return redirect(enrolment)


@admins_only
def invite(request, slug):
    """Who of the roster will be mailed what; sent by one button."""
    cohort = get_object_or_404(Cohort, slug=slug)
    if request.method == "POST":
        messages.success(request, f"Invitations on their way: {places.invite_roster(cohort, by=request.user)}.")
        return redirect("cohorts:board", slug)
    waiting = list(cohort.enrolments.uninvited().select_related("person").order_by("person__name", "pk"))
    return render(request, "mentoring/cohorts/invite.html", {"cohort": cohort, "waiting": waiting, "letter": _preview(cohort, waiting)})


def _load(request, pk):
    mine = Enrolment.objects.visible_to(request.user).filter(invited_at__isnull=False).select_related("cohort", "person")
    return get_object_or_404(mine, pk=pk)


def _preview(cohort, waiting):
    """The first of the mails, exactly as it would go out now."""
    if not waiting:
        return None
    first = waiting[0]
    first.cohort = cohort
    return {"to": first.person, "mail": places.invitation_mail(first)}
