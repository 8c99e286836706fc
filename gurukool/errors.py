"""Error pages that differ from Django's own."""

from django.views.defaults import page_not_found


def hidden(request, exception):
    """What a person may not see does not exist for them: 404, not 403."""
    return page_not_found(request, exception)
