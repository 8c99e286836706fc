"""Error pages that differ from Django's own."""

import sys

from django.db import InterfaceError, OperationalError
from django.shortcuts import render
from django.views.defaults import page_not_found, server_error


def hidden(request, exception):
    """What a person may not see does not exist for them: 404, not 403."""
    return page_not_found(request, exception)


def broken(request):
    """Something failed, in a view or in a middleware before it: our fault (500), or a database that is away (503)."""
    return away() if is_outage(sys.exc_info()[1]) else server_error(request)


def is_outage(exception):
    """Whether this is a database that cannot be reached or cannot keep up, so that trying again will help."""
    return isinstance(exception, OperationalError | InterfaceError)


def away():
    """The page for while the database is away; it needs neither database nor person."""
    response = render(None, "503.html", status=503)
    response["Retry-After"] = "30"
    return response
