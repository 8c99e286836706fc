"""What every request passes: the reader's zone, refusals as pages, an outage as a page."""

from django.shortcuts import render

from gurukool import errors
from gurukool.lib.reading import read_by
from gurukool.lib.refusals import Refused


def own_zone(get_response):
    """Show every time in the signed-in reader's own IANA zone, on the clock they like."""

    def middleware(request):
        if request.user.is_authenticated:
            with read_by(request.user):
                return get_response(request)
        return get_response(request)

    return middleware


def kept_private(get_response):
    """What a signed-in person sees stays out of caches: on a shared phone it is gone after signing out."""

    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


class refusal_page:  # noqa: N801 - named like its function neighbours in settings
    """Turn an action's `Refused` that no form caught into a 409 page with its sentence."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Refused):
            return render(request, "refused.html", {"sentence": str(exception)}, status=409)
        return None


class outage_page:  # noqa: N801
    """A view whose database cannot be reached answers 503 with a page; `errors.broken` does so for middlewares."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return errors.away() if errors.is_outage(exception) else None
