"""The mailbox in a browser. Open to everyone, for a newcomer's first mail holds the code that lets them in."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin

from gurukool.mailbox.letters import Letter, letters

SHOWN = 100
FOREIGN_HTML = {
    "default-src": [NONE],
    "script-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}


def find(name):
    """The mail of that name, or 404."""
    found = Letter(settings.MAILBOX_DIR / f"{name}.eml")
    if not found.path.exists():
        raise Http404
    return found


@login_not_required
def index(request):
    """The newest mails."""
    return render(request, "gurukool/mailbox/index.html", {"letters": letters(settings.MAILBOX_DIR, SHOWN), "shown": SHOWN})


@login_not_required
@csp_update({"frame-src": [SELF]})
def letter(request, name):
    """One mail: its text, its HTML in a frame, its files."""
    return render(request, "gurukool/mailbox/letter.html", {"letter": find(name)})


@login_not_required
@xframe_options_sameorigin
@csp_replace(FOREIGN_HTML)
def html(request, name):
    """The HTML part as its sender wrote it, shut in a sandbox: no scripts, no requests, links open a new tab."""
    return HttpResponse('<base target="_blank"><meta name="color-scheme" content="light">' + find(name).html)


@login_not_required
def attachment(request, name, index):
    """One file of a mail, for saving."""
    attachments = find(name).attachments
    if index >= len(attachments):
        raise Http404
    part = attachments[index]
    saved_as = content_disposition_header(True, part.get_filename() or "invitation.ics")
    return HttpResponse(part.get_payload(decode=True), content_type=part.get_content_type(), headers={"Content-Disposition": saved_as})
