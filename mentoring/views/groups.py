"""Group sessions: finding, joining and leaving them; publishing and running them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from etiquette.models import ThankYou
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import attendance, group_moves, groups, invitations, seats
from mentoring.forms.groups import CameForm, MoveGroupForm, PublishForm, WordsForm
from mentoring.forms.sessions import CancelForm
from mentoring.models import Attendance, Cohort, Enrolment, Group
from mentoring.selectors.groups import rows, view

SHOWN = 50


def index(request):
    """What is coming in one's cohorts, and where one may publish."""
    coming = Group.objects.visible_to(request.user).coming().with_meeting()[:SHOWN]
    return render(request, "mentoring/groups/index.html", {"rows": rows(coming, request.user), "cohorts": _cohorts(request.user)})


def _cohorts(user):
    """The cohorts one may publish in."""
    if user.is_staff:
        return [cohort for cohort in Cohort.objects.filter(approved_at__isnull=False)[:SHOWN] if policies.can_publish_group(user, cohort)]
    places = Enrolment.objects.of(user).mentors().filter(confirmed_at__isnull=False).select_related("cohort")
    return [place.cohort for place in places if place.cohort.phase != Cohort.Phase.ENDED]


def publish(request, slug):
    """Offer a session to the whole cohort."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user), slug=slug)
    policies.demand(policies.can_publish_group, request.user, cohort)
    form = PublishForm(request.POST or None, cohort=cohort, reader=request.user)
    made = []
    if attempt(form, lambda **facts: made.append(groups.publish(cohort, by=request.user, **facts))):
        messages.success(request, "Published. Everyone in the cohort finds it among the group sessions.")
        return redirect(made[0])
    return render(
        request, "mentoring/groups/publish.html", {"form": form, "cohort": cohort}, status=409 if form.non_field_errors() else 200
    )


def show(request, pk):
    """What it is about, when it is on the reader's clock and the host's, and the reader's place in it."""
    group = _load(request, pk)
    meeting, seen = group.meeting, view(group, request.user)
    facts = {"group": group, "meeting": meeting, "seen": seen, "add_links": invitations.add_links(meeting)}
    facts |= {"can_thank": policies.can_thank(request.user, meeting), "moves": meeting.moves.select_related("by")}
    if facts["can_thank"]:
        facts["note"] = ThankYou.objects.about(meeting).filter(sender=request.user).first()
        facts["kudos"] = Enrolment.objects.of_host(meeting).first()
        facts["mine"] = meeting.feedback.filter(author=request.user).first()
    return render(request, "mentoring/groups/show.html", facts)


@require_POST
def join(request, pk):
    """Take a seat, or a place in the line."""
    group = _load(request, pk)
    if isinstance(seats.join(group, by=request.user), Attendance):
        messages.success(request, "You have a seat. The invitation for your calendar is on its way.")
    else:
        messages.success(request, "You are in the line; a free seat comes to you by mail.")
    return redirect(group)


@require_POST
def leave(request, pk):
    """Give one's seat, or one's place in the line, back."""
    group = _load(request, pk)
    seats.leave(group, by=request.user)
    messages.success(request, "Thank you for saying so: the seat goes to the next in the line.")
    return redirect(group)


def edit(request, pk):
    """Other words, more seats."""
    group = _own(request, pk)
    known = {"title": group.title, "agenda": group.agenda, "capacity": group.capacity}
    form = WordsForm(request.POST or None, initial=known)
    if attempt(form, groups.change, group=group, by=request.user):
        messages.success(request, "Saved.")
        return redirect(group)
    return render(request, "mentoring/groups/edit.html", {"form": form, "group": group})


def move(request, pk):
    """Another hour for everyone."""
    group = _own(request, pk)
    form = MoveGroupForm(request.POST or None, reader=request.user)
    if attempt(form, group_moves.move, group=group, by=request.user):
        messages.success(request, "Moved. Everyone who has a seat or waits for one is told.")
        return redirect(group)
    return render(request, "mentoring/groups/move.html", {"form": form, "group": group, "meeting": group.meeting})


def cancel(request, pk):
    """Call it off."""
    group = _own(request, pk)
    form = CancelForm(request.POST or None)
    if attempt(form, groups.cancel, group=group, by=request.user):
        messages.success(request, "Cancelled. Everyone who had a seat or waited for one is told.")
        return redirect(group)
    return render(request, "mentoring/groups/cancel.html", {"form": form, "group": group, "meeting": group.meeting})


def settle(request, pk):
    """Tick who came."""
    group = _own(request, pk)
    meeting = group.meeting
    form = CameForm(request.POST if request.method == "POST" else None, guests=meeting.guests)
    if request.method == "POST" and attempt(form, attendance.settle, meeting=meeting, by=request.user):
        messages.success(request, "Thank you. Those who came are asked for a line of thanks, each for themselves.")
        return redirect(group)
    allowed = meeting.is_over and (meeting.is_booked or meeting.is_assumed)
    return render(request, "mentoring/groups/settle.html", {"form": form, "group": group, "meeting": meeting, "allowed": allowed})


def _load(request, pk) -> Group:
    return get_object_or_404(Group.objects.visible_to(request.user).with_meeting(), meeting=pk)


def _own(request, pk) -> Group:
    """A group the reader runs; for everyone else the page does not exist."""
    group = _load(request, pk)
    policies.demand(policies.can_run_group, request.user, group)
    return group
