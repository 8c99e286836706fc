"""The one place that turns the database's refusals of booking into a sentence."""

from contextlib import contextmanager

from django.db import IntegrityError

from gurukool.lib.refusals import Refused

SENTENCES = {
    "nobody_in_two_places": "One of you already has a session at this time. Please pick another hour.",
    "seats_within_capacity": "Every seat of this session is taken. Please look at it again: there is a line for the next free one.",
}


@contextmanager
def refused_politely():
    """Translate a violation of the constraints above into `Refused`; other errors pass.

    Wraps the transaction from outside: after the violation nothing in it can be kept.
    """
    try:
        yield
    except IntegrityError as error:
        for constraint, sentence in SENTENCES.items():
            if constraint in str(error):
                raise Refused(sentence) from error
        raise
