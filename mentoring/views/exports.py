"""Everything of a cohort as files for a spreadsheet; for admins."""

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from gurukool.lib.doors import admins_only
from gurukool.lib.spreadsheets import csv_chunks
from mentoring.exports import EXPORTS
from mentoring.models import Cohort


@admins_only
@require_safe
def index(request, slug):
    """What there is to download, and what not to pass on."""
    cohort = get_object_or_404(Cohort, slug=slug)
    return render(request, "mentoring/exports/index.html", {"cohort": cohort, "exports": EXPORTS.values()})


@admins_only
@require_safe
def download(request, slug, what):
    """One file, sent as it is read: never all rows in memory."""
    cohort = get_object_or_404(Cohort, slug=slug)
    if what not in EXPORTS:
        raise Http404
    headings, rows = EXPORTS[what].table(cohort, request.user)
    headers = {"Content-Disposition": f'attachment; filename="{cohort.slug}-{what}.csv"'}
    headers |= {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
    return StreamingHttpResponse(csv_chunks(headings, rows), content_type="text/csv; charset=utf-8", headers=headers)
