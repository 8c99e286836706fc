"""The mentee's preparation and the mentor's one-screen brief."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from etiquette.composing import composed
from etiquette.occasions import is_clear
from gurukool.lib.downloads import as_download
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import preparations
from mentoring.forms.preparations import PreparationForm
from mentoring.models import Document, Goal, Session
from mentoring.selectors import preparing


def _meeting(request, pk) -> Session:
    return get_object_or_404(Session.objects.visible_to(request.user).of_two().with_people(), pk=pk)


def prepare(request, pk):
    """Progress, questions, agenda: saved unfinished, or handed over."""
    meeting = _meeting(request, pk)
    if not policies.can_prepare(request.user, meeting):
        return redirect(meeting)
    preparation = meeting.preparations.filter(person=request.user).select_related("document").prefetch_related("questions__goal").first()
    goals = Goal.objects.visible_to(request.user).open().filter(place__cohort=meeting.cohort_id)
    form = composed(PreparationForm, request, preparation=preparation, kind=meeting.kind, goals=goals)
    if request.method == "POST" and attempt(form, preparations.prepare, meeting=meeting, by=request.user):
        is_handed_over = meeting.preparations.filter(person=request.user, ready_at__isnull=False).exists()
        messages.success(request, _saved(is_handed_over, meeting))
        return redirect(meeting) if is_handed_over else redirect("sessions:prepare", meeting.pk)
    is_late = preparing.is_late(meeting) and policies.can_move(request.user, meeting)
    facts = {"form": form, "meeting": meeting, "preparation": preparation, "is_late": is_late}
    return render(request, "mentoring/sessions/prepare.html", facts)


def _saved(is_handed_over, meeting):
    if is_handed_over:
        return f"Handed over. {meeting.host.name} sees it as a one-page brief; you can still add to it."
    return "Saved. Only you see it until you hand it over."


def brief(request, pk):
    """Everything the host needs on one screen."""
    meeting = _meeting(request, pk)
    if request.user != meeting.host:
        raise PermissionDenied
    handed_over = meeting.preparations.filter(ready_at__isnull=False)
    preparation = handed_over.select_related("document").prefetch_related("questions__goal").first()
    facts = {"meeting": meeting, "preparation": preparation, "guest": meeting.guest, "profile": getattr(meeting.guest, "profile", None)}
    facts["unread"] = not is_clear(request.user, "read_brief", about=meeting)
    facts["nth"] = Session.objects.of(meeting.guest).nth(meeting)
    return render(request, "mentoring/sessions/brief.html", facts)


def document(request, pk):
    """What somebody brings, to be saved: never shown inside our own pages, whatever it contains."""
    return as_download(get_object_or_404(Document.objects.visible_to(request.user), pk=pk))


@require_POST
def read(request, pk):
    meeting = _meeting(request, pk)
    preparations.read_brief(meeting, by=request.user)
    return redirect("sessions:brief", meeting.pk)
