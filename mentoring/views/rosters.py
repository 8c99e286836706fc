"""The roster page: choose a file, see what it would do, then do it."""

import hashlib

from django.contrib import messages
from django.core.cache import cache
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from gurukool.lib.doors import admins_only
from gurukool.lib.refusals import Refused, attempt
from mentoring.actions.rosters import Report, import_roster
from mentoring.forms.rosters import ConfirmForm, UploadForm
from mentoring.models import Cohort

KEPT_SECONDS = 60 * 60
PROBLEMS_SHOWN = 100


@admins_only
def upload(request, slug):
    """Choose a file; it is read and tried, but nothing is written."""
    cohort = get_object_or_404(Cohort, slug=slug)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    reports: list[Report] = []
    if attempt(form, lambda file: reports.append(import_roster(file, slug=slug, by=request.user, dry_run=True))):
        return _report(request, cohort, reports[0], form.cleaned_data["file"])
    return render(request, "mentoring/rosters/upload.html", {"cohort": cohort, "form": form})


@admins_only
@require_POST
def confirm(request, slug):
    """Import the file that was looked over."""
    form = ConfirmForm(request.POST)
    data = cache.get(_key(request.user, slug, form.cleaned_data["mark"])) if form.is_valid() else None
    if data is None:
        raise Refused("The file is kept for an hour only, and that is over: please go back and choose it again.")
    report = import_roster(data, slug=slug, by=request.user, skip_bad=form.cleaned_data["skip_bad"])
    if not report.written:
        raise Refused("The file has problems that were not there before: please go back and choose it again to see them.")
    counts = report.counts
    messages.success(
        request, f"{counts.created} came in, {counts.updated} changed, {counts.unchanged} were there already. Nobody was mailed."
    )
    return redirect("cohorts:board", slug)


def _report(request, cohort: Cohort, report: Report, data: bytes):
    """What the file would do; its bytes are kept for this admin alone, for the button beneath."""
    mark = hashlib.sha256(data).hexdigest()
    cache.set(_key(request.user, cohort.slug, mark), data, KEPT_SECONDS)
    facts = {
        "cohort": cohort,
        "report": report,
        "good": report.counts.created + report.counts.updated + report.counts.unchanged,
        "problems": report.problems[:PROBLEMS_SHOWN],
        "more": max(len(report.problems) - PROBLEMS_SHOWN, 0),
        "form": ConfirmForm(initial={"mark": mark, "skip_bad": bool(report.problems)}),
    }
    return render(request, "mentoring/rosters/report.html", facts)


def _key(admin, slug: str, mark: str) -> str:
    return f"roster:{admin.pk}:{slug}:{mark}"
