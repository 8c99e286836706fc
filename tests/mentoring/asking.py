"""What tests of requests do again and again."""

from datetime import timedelta

from django.utils import timezone

from etiquette.models import Duty
from mentoring.actions import feedback_requests, letter_requests
from tests.mentoring.exporting import meet

ON_A_CV = {"subject": "my CV", "note": "For industry.", "prompts": ["Where did you stop reading?", "What would you leave out?"]}
FACTS = {"purpose": "a grant", "addressee": "the fund", "facts": "We rewrote my thesis plan together.", "links": ""}


def in_days(days):
    return timezone.now().date() + timedelta(days=days)


def ask_for_feedback(match, days=7, **facts):
    return feedback_requests.ask(match.guest, match.host, **ON_A_CV | {"due_on": in_days(days)} | facts)


def know_each_other(match, sessions=4, weeks=6):
    """So many held sessions, and so many weeks since the match."""
    match.confirmed_at = timezone.now() - timedelta(weeks=weeks, hours=1)
    match.save()
    for number in range(sessions):
        meet(match, -1 - number)


def ask_for_letter(match, days=21, **facts):
    know_each_other(match)
    return letter_requests.ask(match, match.guest, **FACTS | {"due_on": in_days(days)} | facts)


def owed(about):
    """Who owes which act about it, open ones only."""
    return sorted(Duty.objects.open().about(about).values_list("act", "person__name"))
