"""Announcements: admins write, everybody in the cohort reads."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from gurukool.lib.doors import admins_only
from gurukool.lib.paging import page_after
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import announcements
from mentoring.forms.announcements import AnnouncementForm
from mentoring.models import Announcement, Cohort, Enrolment

AT_ONCE = 20


def index(request, slug):
    """The thread of a cohort, newest first."""
    cohort = get_object_or_404(Cohort, slug=slug)
    policies.demand(policies.can_read_announcements, request.user, cohort)
    page = page_after(cohort.announcements.select_related("author"), "-created_at", request.GET.get("after", ""), size=AT_ONCE)
    facts = {"cohort": cohort, "page": page, "can_write": policies.can_run_programme(request.user)}
    return render(request, "mentoring/announcements/index.html", facts)


@admins_only
def new(request, slug):
    """Write to everybody in a cohort."""
    cohort = get_object_or_404(Cohort, slug=slug)
    form = AnnouncementForm(request.POST or None)
    if attempt(form, announcements.announce, cohort=cohort, by=request.user):
        messages.success(request, "Sent: everybody who takes part is told, each by a mail of their own.")
        return redirect("announcements:index", slug)
    readers = Enrolment.objects.taking_part().filter(cohort=cohort).exclude(person=request.user).count()
    return render(request, "mentoring/announcements/new.html", {"cohort": cohort, "form": form, "readers": readers})


def show(request, pk):
    """One announcement; its readers say that it arrived, admins see who has."""
    announcement = _load(request, pk)
    facts = {"announcement": announcement, "received": announcement.receipts.filter(person=request.user).first()}
    facts["can_receive"] = policies.can_receive_announcement(request.user, announcement)
    if request.user.is_staff and announcement.asks_receipt:
        members = Enrolment.objects.taking_part().filter(cohort=announcement.cohort).order_by("person__name", "pk")
        facts["silent"] = members.exclude(person__in=announcement.receipts.values("person")).select_related("person")
        facts["said"] = announcement.receipts.count()
    return render(request, "mentoring/announcements/show.html", facts)


@require_POST
def received(request, pk):
    announcement = _load(request, pk)
    announcements.receive(announcement, by=request.user)
    messages.success(request, "Thank you: the programme sees that it arrived.")
    return redirect(announcement)


def _load(request, pk) -> Announcement:
    return get_object_or_404(Announcement.objects.visible_to(request.user).select_related("cohort", "author"), pk=pk)
