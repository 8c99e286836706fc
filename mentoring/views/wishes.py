"""One's own wishes about the other side of one's cohort; admins read them, and nobody else."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from gurukool.lib.paging import page_after
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import wishes as wishing
from mentoring.forms.wishes import WishesForm
from mentoring.models import Enrolment, Role, Wish

ROWS = 25


def wishes(request, pk):
    """People of the other role one can see, 25 a page, each with a choice; `?q=` looks for a name."""
    places = Enrolment.objects.visible_to(request.user).present().filter(confirmed_at__isnull=False)
    place = get_object_or_404(places.select_related("cohort", "person"), pk=pk)
    mine = Wish.objects.filter(cohort=place.cohort, person=place.person)
    if not policies.can_wish(request.user, place):
        return render(request, "mentoring/matching/wishes_read.html", {"place": place, "wishes": mine.select_related("about")})
    page = page_after(_others(request, place), "person__name", request.GET.get("after", ""), size=ROWS)
    kinds = dict(mine.values_list("about", "kind"))
    form = WishesForm(request.POST or None, people=[other.person for other in page.rows], mine=kinds)
    if attempt(form, wishing.wish, place=place, by=request.user):
        messages.success(request, "Your wishes are kept. Only you and the admins can read them.")
        return redirect(f"{reverse('matching:wishes', args=[pk])}?{request.GET.urlencode()}")
    facts = {"place": place, "form": form, "page": page, "count": len(kinds), "q": request.GET.get("q", "")}
    return render(request, "mentoring/matching/wishes.html", facts)


def _others(request, place: Enrolment):
    """The other side of the cohort, as far as they have a place they know of."""
    role = Role.MENTOR if place.role == Role.MENTEE else Role.MENTEE
    there = Enrolment.objects.present().filter(cohort=place.cohort, role=role, invited_at__isnull=False)
    return there.filter(person__name__icontains=request.GET.get("q", "").strip()).select_related("person")
