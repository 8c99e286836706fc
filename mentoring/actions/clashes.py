"""The one place that turns the database's refusal of an overlap into a sentence."""

from contextlib import contextmanager

from django.db import IntegrityError

from gurukool.lib.refusals import Refused


@contextmanager
def refused_politely():
    """Translate a violation of `nobody_in_two_places` into `Refused`; other errors pass.

    Wraps the transaction from outside: after the violation nothing in it can be kept.
    """
    try:
        yield
    except IntegrityError as error:
        if "nobody_in_two_places" not in str(error):
            raise
        raise Refused("One of you already has a session at this time. Please pick another hour.") from error
