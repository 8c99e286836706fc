"""The outbox, for admins: what went out, what waits, what is stuck."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from etiquette import outbox
from etiquette.forms.outbox import OutboxForm
from etiquette.models import Email
from etiquette.paging import page
from gurukool.lib.doors import admins_only


@admins_only
def list(request):  # noqa: A001 - named as its URL
    form = OutboxForm(request.GET)
    rows = form.narrow(Email.objects.visible_to(request.user).select_related("person").defer(*Email.BODIES))
    emails, after = page(rows, "created_at", request.GET.get("after", ""), newest_first=True)
    return render(request, "etiquette/outbox/list.html", {"emails": emails, "after": after, "form": form, "now": timezone.now()})


@admins_only
def show(request, pk):
    return render(request, "etiquette/outbox/show.html", {"email": _load(request, pk)})


@admins_only
@require_POST
def retry(request, pk):
    email = _load(request, pk)
    outbox.retry(email)
    messages.success(request, "Queued again; it goes out within a minute.")
    return redirect("outbox:show", email.pk)


def _load(request, pk):
    return get_object_or_404(Email.objects.visible_to(request.user).select_related("person"), pk=pk)
