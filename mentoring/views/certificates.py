"""Certificates: verified by anybody who has the code, downloaded by their owners."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from mentoring.actions import certificates
from mentoring.models import Certificate


@login_not_required
def verify(request):
    """Ask for a code; a known one leads to its certificate."""
    code = " ".join(request.GET.get("code", "").upper().split())[:40]
    found = Certificate.objects.filter(code=code.replace(" ", "-")).first() if code else None
    if found:
        return redirect(found)
    return render(request, "mentoring/certificates/verify.html", {"code": code})


@login_not_required
def show(request, code):
    """What a certificate says; its owner can download it."""
    found = get_object_or_404(Certificate.objects.select_related("enrolment"), code=code.upper())
    is_mine = found.enrolment.person_id == request.user.pk
    return render(request, "mentoring/certificates/show.html", {"certificate": found, "is_mine": is_mine})


def download(request, code):
    """One's own certificate as a PDF."""
    found = get_object_or_404(Certificate.objects.visible_to(request.user), code=code.upper())
    headers = {"Content-Disposition": f'attachment; filename="gurukool-{found.code}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(certificates.paper(found), content_type="application/pdf", headers=headers)
