"""An hour with a mentor one is not matched with, where cohort and mentor allow it."""

from django.shortcuts import get_object_or_404, render

from gurukool.lib.paging import page_after
from mentoring import policies
from mentoring.models import Cohort, OpenPair, User
from mentoring.selectors import open_hours
from mentoring.views.sessions import book_with

PER_PAGE = 12


def _cohort(request, slug) -> Cohort:
    cohort = get_object_or_404(Cohort, slug=slug)
    policies.demand(policies.can_use_open_hours, request.user, cohort)
    return cohort


def index(request, slug):
    """The soonest hours that fit the reader, and the mentors who offer some, by name."""
    cohort = _cohort(request, slug)
    page = page_after(open_hours.places(cohort, request.user), "person__name", request.GET.get("after", ""), size=PER_PAGE)
    soonest = [] if request.GET.get("after") else open_hours.soonest(cohort, request.user)
    return render(request, "mentoring/open_hours/index.html", {"cohort": cohort, "page": page, "soonest": soonest})


def book(request, slug, mentor):
    """The same picker as with one's own mentor."""
    cohort = _cohort(request, slug)
    return book_with(request, OpenPair(cohort, host=get_object_or_404(User.objects.active(), uuid=mentor), guest=request.user))
