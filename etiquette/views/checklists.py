"""Ticking off the steps of one's own list; the page that prints it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from etiquette.checklists import moments, reading, ticking


def show(request, moment, about):
    """One list on a page of its own."""
    thing = _load(request, moment, about)
    listing = reading.listing(moment, request.user, thing)
    if listing is None:
        raise Http404
    back = thing.get_absolute_url()
    return render(request, "etiquette/checklists/show.html", {"listing": listing, "thing": thing, "back": back})


@require_POST
def tick(request, moment, about, step):
    if ticking.tick(moment, _load(request, moment, about), step, by=request.user):
        messages.success(request, "All done, thank you.")
    return _onwards(request, moment, about)


@require_POST
def untick(request, moment, about, step):
    ticking.untick(moment, _load(request, moment, about), step, by=request.user)
    return _onwards(request, moment, about)


def _load(request, moment, about):
    """The object the list is about; 404 for who may not see it, and for who has no list there."""
    known = moments.MOMENTS.get(moment)
    thing = known.find(request.user, about) if known else None
    if thing is None or known.role_of(request.user, thing) is None:
        raise Http404
    return thing


def _onwards(request, moment, about):
    """Back to the page whose list it was."""
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return redirect(asked)
    return redirect("checklists:show", moment, about)
