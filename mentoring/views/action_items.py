"""What two people agreed to do: the list, one line of it, and the few buttons."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import action_items
from mentoring.forms.action_items import AgreedFormSet, MoveItemForm
from mentoring.models import ActionItem, Match, Session

DONE_SHOWN = 30


def index(request, pk):
    """All that the two agreed: open first, then done; and three lines to add to it."""
    match = get_object_or_404(Match.objects.between(request.user).with_people(), pk=pk)
    return _agree(request, match)


def after(request, pk):
    """What did you agree? The same, for one session."""
    meeting = get_object_or_404(Session.objects.visible_to(request.user).with_people(), pk=pk)
    policies.demand(policies.can_look_back, request.user, meeting)
    return _agree(request, Match.objects.with_people().get(pk=meeting.match_id), meeting)


def offer_to_agree(meeting: Session, me) -> dict:
    """What the pages after a session need to ask what was agreed; nothing where it cannot be said."""
    return {"agree": AgreedFormSet(match=meeting.match, me=me)} if policies.can_look_back(me, meeting) else {}


def _agree(request, match, meeting=None):
    form = AgreedFormSet(request.POST or None, match=match, me=request.user)
    if request.method == "POST" and attempt(form, action_items.agree, match=match, by=request.user, meeting=meeting):
        messages.success(request, f"Noted. {match.other(request.user).get_short_name()} sees it, too.")
        return redirect(meeting or request.path)
    items = match.action_items.with_people()
    done = items.filter(done_at__isnull=False).order_by("-done_at")[:DONE_SHOWN]
    facts = {"match": match, "meeting": meeting, "other": match.other(request.user), "agree": form, "open": items.open(), "done": done}
    facts["can_agree"] = policies.can_agree(request.user, match)
    return render(request, "mentoring/action_items/index.html", facts)


def _item(request, pk) -> ActionItem:
    return get_object_or_404(ActionItem.objects.visible_to(request.user).with_people(), pk=pk)


def show(request, pk):
    """One line: whose it is, until when; to be done, moved, let go."""
    item = _item(request, pk)
    form = MoveItemForm(request.POST or None, initial={"due_on": item.due_on})
    if request.method == "POST" and attempt(form, action_items.move, item=item, by=request.user):
        messages.success(request, f"Moved. {item.match.other(request.user).get_short_name()} is told.")
        return redirect(item)
    facts = {"item": item, "form": form, "other": item.match.other(request.user)}
    facts |= {"can_do": policies.can_do_item(request.user, item), "can_agree": policies.can_agree(request.user, item.match)}
    return render(request, "mentoring/action_items/show.html", facts)


@require_POST
def finish(request, pk):
    """It is done."""
    item = _item(request, pk)
    action_items.finish(item, by=request.user)
    messages.success(request, f"Done. {item.match.other(request.user).get_short_name()} hears of it.")
    return redirect("action_items:index", item.match_id)


@require_POST
def resume(request, pk):
    """It was not quite done."""
    item = _item(request, pk)
    action_items.resume(item, by=request.user)
    return redirect(item)


@require_POST
def let_go(request, pk):
    """The two do without it."""
    item = _item(request, pk)
    action_items.let_go(item, by=request.user)
    messages.success(request, "Let go. It is off both your lists.")
    return redirect("action_items:index", item.match_id)
