"""The board by mentor: move a mentee (seeing first what it costs), lock a pair. The same for a proposal and for the cohort's own pairs."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gurukool.lib.doors import admins_only
from gurukool.lib.refusals import attempt
from mentoring import pairing
from mentoring.actions import boards
from mentoring.forms.proposals import NOBODY, MoveForm
from mentoring.models import Cohort, Enrolment, Match, Proposal
from mentoring.selectors import arrangements
from mentoring.selectors.seating import seats

BEST = 8
MOST = 50


@admins_only
def mentors(request, slug):
    """The cohort's own board, mentor by mentor; 24 a page."""
    cohort = get_object_or_404(Cohort, slug=slug)
    facts = {"cohort": cohort, "proposal": None, "editable": True, "seats": seats(cohort, None, request.GET.get("after", ""))}
    return render(request, "mentoring/matching/mentors.html", facts)


@admins_only
def change(request, pk):
    """To whom a mentee could go instead, and what each change would cost; `?proposal=` names the board, `?to=` a mentor asked about."""
    mentee = get_object_or_404(Enrolment.objects.present().mentees().select_related("cohort", "person"), pk=pk)
    proposal = _proposal(mentee.cohort, request.GET.get("proposal", ""))
    form = MoveForm(request.POST or None, cohort=mentee.cohort)
    if attempt(form, boards.move, mentee=mentee, proposal=proposal, by=request.user):
        return redirect(f"{_board_url(mentee.cohort, proposal)}#mentee-{mentee.pk}")
    facts = {"mentee": mentee, "proposal": proposal, "form": form, "back": _board_url(mentee.cohort, proposal)}
    return render(
        request, "mentoring/matching/change.html", {**facts, **_options(request, mentee, proposal)}, status=409 if form.errors else 200
    )


@admins_only
@require_POST
def lock(request, pk):
    """Keep a pair when matching runs again (`locked=1`), or let it go free."""
    match = get_object_or_404(Match.objects.select_related("cohort", "proposal"), pk=pk)
    boards.lock(match, by=request.user, locked=request.POST.get("locked") == "1")
    proposal = match.proposal if match.status == Match.Status.DRAFTED else None
    return redirect(f"{_board_url(match.cohort, proposal)}?{request.GET.urlencode()}#mentee-{match.mentee_id}")


def _proposal(cohort: Cohort, key: str) -> Proposal | None:
    if not key:
        return None
    try:
        return get_object_or_404(cohort.proposals, pk=UUID(key))
    except ValueError:
        raise Http404 from None


def _board_url(cohort: Cohort, proposal: Proposal | None) -> str:
    return proposal.get_absolute_url() if proposal else reverse("matching:mentors", args=[cohort.slug])


def _options(request, mentee: Enrolment, proposal: Proposal | None) -> dict:
    """The changes one can choose from: to the mentor asked about first, then the best ones, then to nobody."""
    board = arrangements.board(mentee.cohort, proposal)
    me, asked = str(mentee.pk), request.GET.get("to", "")
    now = board.arrangement.pairs.get(me)
    ranked = pairing.suggest(board.arrangement.mentees[me], board.arrangement.mentors.values(), board.arrangement.terms)
    keys = [suggestion.mentor.key for suggestion in ranked if suggestion.mentor.key not in {now, asked}]
    keys = [asked] * (asked in board.arrangement.mentors and asked != now) + keys
    shown = keys[: MOST if "all" in request.GET else BEST]
    changes = [change for key in shown for change in board.arrangement.changes(me, key)[:1]]
    options = [_option(board, change) for change in changes]
    if now:
        options.append(_option(board, board.arrangement.change(me, None)))
    return {"options": options, "now": board.matches.get(me), "fixed": me in board.arrangement.fixed, "more": len(keys) > len(shown)}


def _option(board: arrangements.Board, change: pairing.Change) -> dict:
    if change.mentor is None:
        return {"value": NOBODY, "mentor": None, "change": change, "reasons": []}
    value = f"{change.mentor}:{change.swap}" if change.swap else change.mentor
    facts = {"mentor": board.places[change.mentor].person, "swap": change.swap and board.places[change.swap].person}
    return {"value": value, "change": change, "reasons": board.reasons(change.mentee, change.mentor), **facts}
