"""Who may pass a view's door, where the answer needs no row."""

from functools import wraps

from django.http import Http404


def admins_only(view):
    """Programme admins (`is_staff`) pass; to everyone else the page does not exist (404)."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_staff:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
