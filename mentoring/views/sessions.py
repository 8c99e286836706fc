"""Booking a session and everything around one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from etiquette.composing import composed
from etiquette.models import ThankYou
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import invitations, sessions, thanks
from mentoring.calendars import invitations as calendars
from mentoring.forms.sessions import BookForm, CancelForm, SettleForm, ThankForm
from mentoring.models import Cohort, Dispute, Enrolment, Match, Session
from mentoring.selectors import checklists, preparing
from mentoring.views.action_items import offer_to_agree
from mentoring.views.picker import instead, picker

PAST_SHOWN = 20


def _meeting(request, pk) -> Session:
    """A session of two with its people, or 404 for anyone who does not attend it; groups have pages of their own."""
    return get_object_or_404(Session.objects.visible_to(request.user).of_two().with_people(), pk=pk)


def _any_meeting(request, pk) -> Session:
    """The same, groups included."""
    return get_object_or_404(Session.objects.visible_to(request.user).with_people(), pk=pk)


def index(request):
    """What comes, what was, and where the next can be booked."""
    shown = Session.objects.of(request.user).around(timezone.now(), past=PAST_SHOWN).with_people()
    pairs_that_meet = Match.objects.confirmed().between(request.user).filter(cohort__closed_at=None).with_people()
    matches = [match for match in pairs_that_meet if policies.can_book(request.user, match)]
    facts = {"coming": [one for one in shown if not one.is_over], "past": [one for one in reversed(shown) if one.is_over]}
    return render(request, "mentoring/sessions/index.html", {**facts, "bookable": matches, "open_cohorts": _with_open_hours(request.user)})


def _with_open_hours(me) -> list[Cohort]:
    return [cohort for cohort in Cohort.objects.with_open_hours_for(me) if cohort.has_open_hours]


def book(request, pk):
    """Pick a slot (`?start=` names the one chosen), then book it. A refusal shows what is still free."""
    return book_with(request, get_object_or_404(Match.objects.between(request.user).with_people(), pk=pk))


def book_with(request, pair):
    """The picker for a match or an open hour, and the booking."""
    policies.demand(policies.can_book, request.user, pair)
    if request.method != "POST" and not policies.is_ready_to_book(request.user, pair):
        return _look_first(request, pair)
    form = BookForm(request.POST if request.method == "POST" else None, pair=pair)
    if request.method == "POST":
        booked = []
        if attempt(form, lambda **slot: booked.append(sessions.book(pair, by=request.user, **slot))):
            messages.success(request, f"Booked. {pair.host.name} and you both get an invitation for your calendars.")
            return redirect(booked[0])
    facts = {"pair": pair, "match": pair if isinstance(pair, Match) else None, "form": form}
    if form.non_field_errors():
        return render(request, "mentoring/sessions/instead.html", facts | instead(pair, form.cleaned_data), status=409)
    status = 409 if form.is_bound else 200
    return render(request, "mentoring/sessions/book.html", facts | picker(pair, request.GET), status=status)


def _look_first(request, pair):
    """Why nothing can be booked yet, and where to begin."""
    place = pair.cohort.enrolments.present().get(person=request.user)
    facts = {"host": pair.host, "place": place}
    return render(request, "mentoring/sessions/look_first.html", facts)


def show(request, pk):
    meeting = _meeting(request, pk)
    me = request.user
    preparation = meeting.preparations.select_related("document").prefetch_related("questions__goal").first()
    facts = {
        "meeting": meeting,
        "other": meeting.other(me),
        "preparation": preparation,
        "is_host": me == meeting.host,
        "add_links": invitations.add_links(meeting),
        "can_cancel": policies.can_cancel(me, meeting),
        "can_move": policies.can_move(me, meeting),
        "moves": meeting.moves.select_related("by"),
        "is_late": preparing.is_late(meeting),
        "can_prepare": policies.can_prepare(me, meeting),
        "can_settle": policies.can_settle(me, meeting),
        "can_thank": policies.can_thank(me, meeting),
        "can_give_feedback": policies.can_give_feedback(me, meeting),
        "checklists": checklists.of_session(meeting, me),
    }
    if meeting.match_id and meeting.has_begun:
        facts |= offer_to_agree(meeting, me) | {"agreed": meeting.action_items.with_people()}
    if meeting.status == Session.Status.HELD:
        facts["kudos"] = None if me == meeting.host else Enrolment.objects.of_host(meeting).first()
        facts |= {"note": ThankYou.objects.about(meeting).first(), "feedback": {each.author_id: each for each in meeting.feedback.all()}}
    if meeting.status == Session.Status.MISSED:
        facts |= _who_was_missing(meeting, me)
    return render(request, "mentoring/sessions/show.html", facts)


def _who_was_missing(meeting, me) -> dict:
    disputes = Dispute.objects.filter(attendance__meeting=meeting).select_related("attendance__person")
    missing = [seat.person for seat in meeting.seats if seat.came is False]
    return {"missing": missing, "disputes": disputes, "can_dispute": policies.can_dispute(me, meeting)}


def cancel(request, pk):
    meeting = _meeting(request, pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and attempt(form, sessions.cancel, meeting=meeting, by=request.user):
        messages.success(request, f"Cancelled. {meeting.other(request.user).name} is told, and both calendars with it.")
        return redirect(meeting)
    me = request.user
    facts = {"form": form, "meeting": meeting, "other": meeting.other(me), "now": timezone.now()}
    facts |= {"allowed": policies.can_cancel(me, meeting), "can_move": policies.can_move(me, meeting)}
    return render(request, "mentoring/sessions/cancel.html", facts)


def settle(request, pk):
    meeting = _meeting(request, pk)
    form = SettleForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and attempt(form, sessions.settle, meeting=meeting, by=request.user):
        messages.success(request, "Thank you: noted for both of you.")
        return redirect(meeting)
    facts = {"form": form, "meeting": meeting, "other": meeting.other(request.user), "allowed": policies.can_settle(request.user, meeting)}
    facts |= offer_to_agree(meeting, request.user)
    return render(request, "mentoring/sessions/settle.html", facts)


def thank(request, pk):
    meeting = _any_meeting(request, pk)
    if not policies.can_thank(request.user, meeting):
        return redirect(meeting)
    form = composed(ThankForm, request, reader=meeting.host)
    if request.method == "POST" and attempt(form, thanks.thank, meeting=meeting, by=request.user):
        messages.success(request, f"Sent. {meeting.host.name} will be glad to hear it.")
        return redirect(meeting)
    note = ThankYou.objects.about(meeting).filter(sender=request.user).first()
    return render(request, "mentoring/sessions/thank.html", {"form": form, "meeting": meeting, "note": note})


@require_safe
def calendar(request, pk):
    """The same invitation the mail carries, for those who lost it."""
    meeting = _any_meeting(request, pk)
    is_off = meeting.status == Session.Status.CANCELLED
    [mine] = [seat for seat in meeting.attendances.all() if seat.person_id == request.user.pk]
    text = (calendars.cancel if is_off else calendars.request)(invitations.invitation(meeting, mine))
    method = "CANCEL" if is_off else "REQUEST"
    headers = {"Content-Disposition": 'attachment; filename="session.ics"'}
    return HttpResponse(text, content_type=f"text/calendar; charset=utf-8; method={method}", headers=headers)
