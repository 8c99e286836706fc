"""The matching board: each mentee with the mentors who might suit, the reasons in words."""

from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gurukool.lib.doors import admins_only
from gurukool.lib.paging import page_after
from gurukool.lib.refusals import attempt
from mentoring import pairing
from mentoring.actions import matching
from mentoring.forms.matching import ProposeForm
from mentoring.models import Cohort, Enrolment, Match, Role
from mentoring.selectors import candidates

ROWS = 25
BEST = 8


@admins_only
def board(request, slug):
    """Mentees by name, 25 a page; `?only=unmatched` leaves out the others, `?mentee=` shows one with all mentors."""
    return _board(request, get_object_or_404(Cohort, slug=slug))


@admins_only
@require_POST
def propose(request, pk):
    """Put a mentee with the mentor picked; a refusal stands beside the mentee it is about."""
    mentee = get_object_or_404(Enrolment.objects.mentees().select_related("cohort", "person"), pk=pk)
    form = ProposeForm(request.POST, cohort=mentee.cohort)
    if attempt(form, matching.propose, mentee=mentee, by=request.user):
        return _back(request, mentee)
    (sentence, *_) = [error for errors in form.errors.values() for error in errors]
    return _board(request, mentee.cohort, refused={mentee.pk: sentence})


@admins_only
@require_POST
def remove(request, pk):
    """Take a proposal back."""
    match = get_object_or_404(Match.objects.with_people(), pk=pk)
    matching.remove(match, by=request.user)
    return _back(request, match.mentee)


def _back(request, mentee: Enrolment):
    """To where the admin was on the board."""
    board_url = reverse("matching:board", args=[mentee.cohort.slug])
    return redirect(f"{board_url}?{request.GET.urlencode()}#mentee-{mentee.pk}")


def _board(request, cohort: Cohort, refused: dict | None = None):
    one, unmatched = request.GET.get("mentee"), request.GET.get("only") == "unmatched"
    rows = _mentees(cohort)
    rows = rows.filter(pk=_uuid(one)) if one else rows.filter(mentored_by=None) if unmatched else rows
    page = page_after(rows, "person__name", request.GET.get("after", ""), size=ROWS)
    facts = {
        "cohort": cohort,
        "rows": _rows(cohort, page.rows, refused or {}, most=None if one else BEST),
        "one": one,
        "unmatched": unmatched,
        "next": page.next,
        "figures": _figures(cohort),
        "query": request.GET.urlencode(),
    }
    return render(request, "mentoring/matching/board.html", facts, status=409 if refused else 200)


def _mentees(cohort: Cohort) -> QuerySet[Enrolment]:
    """Mentees, each with `mentored_by`: the key of their live match."""
    live = Match.objects.live().filter(mentee=OuterRef("pk")).values("pk")[:1]
    mentees = cohort.enrolments.present().mentees().annotate(mentored_by=Subquery(live))
    return candidates.with_facts(mentees)


def _rows(cohort: Cohort, mentees: list[Enrolment], refused: dict, most: int | None) -> list[dict]:
    """What each line shows: the mentee, their match if they have one, else the mentors suggested."""
    matches = {match.mentee_id: match for match in Match.objects.live().filter(mentee__in=mentees).select_related("mentor__person")}
    mentors = candidates.with_free_places(candidates.with_facts(cohort.enrolments.present().mentors()))
    known = candidates.candidates(cohort, [*mentees, *mentors])
    suited = {candidate: place for place, candidate in known.items() if place.role == Role.MENTOR}
    lines, terms = [], candidates.terms(cohort)
    for mentee in mentees:
        match = matches.get(mentee.pk)
        pool = [known[match.mentor]] if match and match.mentor in known else [] if match else suited
        suggestions = pairing.suggest(known[mentee], pool, terms, most)
        shown = [(suited[suggestion.mentor], suggestion) for suggestion in suggestions]
        lines.append(
            {"mentee": mentee, "match": match, "suggestions": shown, "refused": refused.get(mentee.pk), "more": len(pool) > len(shown)}
        )
    return lines


def _figures(cohort: Cohort) -> dict:
    """Mentees, those with a mentor, those whose match waits for approval, and the places mentors offer: one query."""
    places = cohort.enrolments.present()
    mentees, matched = Q(role=Role.MENTEE), Q(pk__in=Match.objects.live().values("mentee"))
    waits = Q(pk__in=Match.objects.proposed().values("mentee"))
    counts = {"mentees": Count("pk", mentees), "matched": Count("pk", mentees & matched), "proposed": Count("pk", mentees & waits)}
    counts["places"] = Sum("capacity", default=0)
    return places.aggregate(**counts)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
