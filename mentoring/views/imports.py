"""Bringing a file into a cohort: choose what it holds, see what it would do, then do it."""

import hashlib

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from gurukool.lib.doors import admins_only
from gurukool.lib.refusals import Refused, attempt
from gurukool.lib.spreadsheets import csv_chunks
from mentoring import imports
from mentoring.forms.imports import ConfirmForm, UploadForm
from mentoring.models import Cohort

KEPT_SECONDS = 60 * 60
PROBLEMS_SHOWN = 100


@admins_only
@require_safe
def index(request, slug):
    """What can be brought in, in the order in which a cohort needs it."""
    cohort = get_object_or_404(Cohort, slug=slug)
    return render(request, "mentoring/imports/index.html", {"cohort": cohort, "imports": imports.IMPORTS.values()})


@admins_only
def upload(request, slug, what):
    """Choose a file; it is read and tried, but nothing is written."""
    cohort, kind = _load(slug, what)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    reports: list[imports.Report] = []
    if attempt(form, lambda file: reports.append(imports.run(kind, file, slug=slug, by=request.user, dry_run=True))):
        return _report(request, kind, reports[0], form.cleaned_data["file"])
    return render(request, "mentoring/imports/upload.html", {"cohort": cohort, "kind": kind, "columns": kind.columns(cohort), "form": form})


@admins_only
@require_safe
def template(request, slug, what):
    """An empty file with the headings, and a line that explains each."""
    cohort, kind = _load(slug, what)
    columns = kind.columns(cohort)
    rows = [[imports.REMARK + column.says for column in columns]]
    headers = {
        "Content-Disposition": f'attachment; filename="{cohort.slug}-{kind.name}-template.csv"',
        "Cache-Control": "private, no-store",
    }
    chunks = csv_chunks([column.heading for column in columns], rows)
    return StreamingHttpResponse(chunks, content_type="text/csv; charset=utf-8", headers=headers)


@admins_only
@require_POST
def confirm(request, slug, what):
    """Import the file that was looked over."""
    _, kind = _load(slug, what)
    form = ConfirmForm(request.POST)
    data = cache.get(_key(request.user, slug, kind, form.cleaned_data["mark"])) if form.is_valid() else None
    if data is None:
        raise Refused("The file is kept for an hour only, and that is over: please go back and choose it again.")
    report = imports.run(kind, data, slug=slug, by=request.user, skip_bad=form.cleaned_data["skip_bad"])
    if not report.written:
        raise Refused("The file has problems that were not there before: please go back and choose it again to see them.")
    taken = report.taken
    messages.success(request, f"{taken.new} came in, {taken.changed} changed, {taken.unchanged} were there already. Nobody was mailed.")
    return redirect("imports:index", slug)


def _load(slug: str, what: str) -> tuple[Cohort, imports.Import]:
    if what not in imports.IMPORTS:
        raise Http404
    return get_object_or_404(Cohort, slug=slug), imports.IMPORTS[what]


def _report(request, kind: imports.Import, report: imports.Report, data: bytes):
    """What the file would do; its bytes are kept for this admin alone, for the button beneath."""
    mark = hashlib.sha256(data).hexdigest()
    cache.set(_key(request.user, report.cohort.slug, kind, mark), data, KEPT_SECONDS)
    problems = report.taken.problems
    facts = {
        "cohort": report.cohort,
        "kind": kind,
        "taken": report.taken,
        "left_out": len(report.taken.bad_lines),
        "may_confirm": report.taken.good and (kind.skips_bad or not problems),
        "problems": problems[:PROBLEMS_SHOWN],
        "more": max(len(problems) - PROBLEMS_SHOWN, 0),
        "form": ConfirmForm(initial={"mark": mark, "skip_bad": bool(problems)}),
    }
    return render(request, "mentoring/imports/report.html", facts)


def _key(admin, slug: str, kind: imports.Import, mark: str) -> str:
    return f"import:{admin.pk}:{slug}:{kind.name}:{mark}"
