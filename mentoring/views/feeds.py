"""One's sessions in one's own calendar: the address of the feed, and the feed."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_POST, require_safe

from mentoring.actions import feeds
from mentoring.calendars import links
from mentoring.calendars.feeds import NAME, feed
from mentoring.models import CalendarFeed
from mentoring.selectors.feeds import entries


def show(request):
    """Whether there is an address; never which, for it is not kept."""
    return render(request, "mentoring/feeds/show.html", {"feed": CalendarFeed.objects.filter(person=request.user).first()})


@require_POST
def make(request):
    """A new address, shown on this very page and nowhere again."""
    address = f"{settings.SITE_URL}{reverse('feeds:read')}?key={feeds.make(request.user)}"
    return render(request, "mentoring/feeds/made.html", {"address": address, "links": links.for_feed(address, NAME)})


@require_POST
def stop(request):
    if feeds.stop(request.user):
        messages.success(
            request, "The address no longer opens anything. Please remove the calendar on your side, too: it may keep what it read."
        )
    return redirect("feeds:show")


@login_not_required
@require_safe
def read(request):
    """The feed, to whoever has its key: calendar programs do not sign in. Unchanged since the ETag they send: 304."""
    mine = get_object_or_404(CalendarFeed.objects.opened_by(request.GET.get("key", "")).select_related("person"))
    text = feed(entries(mine.person)).encode()
    headers = {"Cache-Control": "private, no-cache", "ETag": quote_etag(hashlib.sha256(text).hexdigest())}
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, headers["ETag"], response=response)
