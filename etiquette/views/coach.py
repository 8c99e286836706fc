"""The coach beside a composer: reads a draft that is being written, answers, and keeps nothing of it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from etiquette import advising
from etiquette.coach import CODES, SURFACES
from etiquette.models import IgnoredAdvice
from gurukool.lib.pace import Pace

CIRCUMSTANCES = ("answers_hard", "letter_open")
PACE = Pace(times=60, seconds=60)  # one asks after each pause in typing; nobody pauses more often


@sensitive_post_parameters()
@require_POST
def advise(request, surface):
    """The advice on `request.POST[field]`; 429 for whoever asks faster than one can type."""
    return _panel(request, surface)


@sensitive_post_parameters()
@require_POST
def ignore(request, surface, code):
    """Never tell me of this here again; then the advice that is left."""
    if surface not in SURFACES or code not in CODES:
        raise Http404
    advising.ignore(request.user, surface, code)
    return _panel(request, surface)


def _panel(request, surface) -> HttpResponse:
    field = request.GET.get("field", "")
    if surface not in SURFACES or field not in request.POST:
        raise Http404
    if not PACE.allows(request.user.pk):
        return HttpResponse(status=429)
    text = advising.as_typed(request.POST[field])
    told = {name: True for name in CIRCUMSTANCES if name in request.GET}
    advice = advising.advise(text, surface, request.user, **told)
    return render(request, "etiquette/coach/advice.html", {"advice": advice, "field": field, "surface": surface})


@require_POST
def hear(request, pk):
    """Tell me of this again."""
    get_object_or_404(IgnoredAdvice.objects.visible_to(request.user), pk=pk).delete()
    return redirect("mail:preferences")
