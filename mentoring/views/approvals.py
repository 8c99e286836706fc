"""The page on which a cohort is looked over once more, and approved with one button."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gurukool.lib.doors import admins_only
from gurukool.lib.refusals import attempt
from mentoring.actions import approvals, readying, withdrawals
from mentoring.defaults import standard
from mentoring.forms.approvals import ApproveForm, TakeBackForm, TickForm
from mentoring.models import Cohort, Match
from mentoring.selectors import readiness

MENTORS_SHOWN = 12


@admins_only
def show(request, slug):
    """Roster, matches, what is open, and every letter that will go; 12 mentors a page (`?after=` the last one's key)."""
    return _page(request, _cohort(slug))


@admins_only
@require_POST
def approve(request, slug):
    """Approve; a refusal shows the page as it is now."""
    cohort = _cohort(slug)
    form = ApproveForm(request.POST)
    if attempt(form, approvals.approve, cohort=cohort, by=request.user):
        messages.success(request, f"{cohort.name} is approved. Everyone who was matched gets their letter now.")
        return redirect("approvals:show", slug)
    return _page(request, _cohort(slug), refused=form.non_field_errors() or ["Please open this page again, then approve."])


@admins_only
@require_POST
def tick(request, slug):
    """Say that one has made sure of a line of the checklist."""
    return _ticked(request, slug, readying.tick)


@admins_only
@require_POST
def untick(request, slug):
    """Take that back."""
    return _ticked(request, slug, readying.untick)


@admins_only
@require_POST
def take_back(request, slug):
    """Take the approval back, with a reason; a refusal shows the page as it is now."""
    form = TakeBackForm(request.POST)
    if attempt(form, withdrawals.take_back, cohort=_cohort(slug), by=request.user):
        messages.success(request, "The approval is taken back: the matches are proposals again, and whoever had a letter is told kindly.")
        return redirect("approvals:show", slug)
    refused = [sentence for sentences in form.errors.values() for sentence in sentences]
    return _page(request, _cohort(slug), refused=refused)


def _ticked(request, slug, action):
    form = TickForm(request.POST)
    if form.is_valid():
        action(_cohort(slug), by=request.user, **form.cleaned_data)
    return redirect(f"{reverse('approvals:show', args=[slug])}#checklist")


def _cohort(slug) -> Cohort:
    return get_object_or_404(Cohort.objects.select_related("approved_by"), slug=slug)


def _page(request, cohort: Cohort, refused=()):
    proposed = list(approvals.to_approve(cohort))
    live = [*proposed, *cohort.matches.confirmed()]
    everyone = readiness.places(cohort)
    concerns = readiness.concerns(everyone, live)
    groups, following = _groups(proposed, request.GET.get("after"))
    facts = {
        "cohort": cohort,
        "figures": _figures(everyone, live),
        "letters": len(approvals.letters(proposed)),
        "groups": groups,
        "next": following,
        "concerns": concerns,
        "blocked": any(concern.blocks for concern in concerns),
        "roster": readiness.roster(everyone, live),
        "unmatched": readiness.unmatched(everyone, live),
        "form": ApproveForm(initial={"seen": approvals.fingerprint(proposed)}),
        "refused": refused,
        "blocking_pairs": readiness.blocking_pairs(cohort) if proposed else 0,
        "checklist": _checklist(cohort),
        "history": cohort.approvals.select_related("by", "taken_back_by"),
        "take_back_form": TakeBackForm() if cohort.phase == Cohort.Phase.APPROVED else None,
    }
    return render(request, "mentoring/approvals/show.html", facts, status=409 if refused else 200)


def _checklist(cohort: Cohort) -> list:
    """Each item with its tick, if it has one."""
    ticks = {tick.item: tick for tick in cohort.approval_ticks.select_related("by")}
    return [(item, ticks.get(item.code)) for item in standard.CHECKLIST]


def _groups(proposed: list[Match], after: str | None) -> tuple[list[dict], str | None]:
    """A page of mentors with their letter and their mentees' letters, and the key of the last mentor if more follow."""
    groups: list[dict] = []
    for letter in approvals.letters(proposed):
        if letter.place.role == "mentor":
            groups.append({"mentor": letter, "mentees": []})
        else:
            groups[-1]["mentees"].append(letter)
    keys = [str(group["mentor"].place.pk) for group in groups]
    start = keys.index(after) + 1 if after in keys else 0
    shown = groups[start : start + MENTORS_SHOWN]
    return shown, keys[start + MENTORS_SHOWN - 1] if len(keys) > start + MENTORS_SHOWN else None


def _figures(everyone: list, live: list[Match]) -> dict[str, int]:
    roles = [place.role for place in everyone if not place.left_at]
    proposed = sum(match.status == Match.Status.PROPOSED for match in live)
    return {"mentees": roles.count("mentee"), "mentors": roles.count("mentor"), "proposed": proposed, "approved": len(live) - proposed}
