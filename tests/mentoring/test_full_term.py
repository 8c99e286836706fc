"""A term, lived by time travel; what it leaves behind is what `tests/data/full_term.txt` says it must.

`PROOF=full` lives all of it; otherwise its first four weeks, and what came of them in the fifth.
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from etiquette.models import Duty, Email, Incident, ThankYou
from mentoring.models import Feedback, Message, Preparation, Session
from tests.mentoring import term

FULL = os.environ.get("PROOF") == "full"
WEEKS, COLUMNS = (term.WEEKS, term.WEEKS + 1) if FULL else (4, 4)  # the last column of the whole: the days after the end
EXPECTED = Path(__file__).parent.parent / "data" / "full_term.txt"
RECORDS = {
    "sessions": {"held": 63, "missed": 1, "cancelled": 1},  # of 66 planned; for one the mentor was away
    "preparations": 63,  # neither for the one called off nor for the one that came unprepared
    "thanks": 63,
    "feedback": 126,
    "messages": 24 + 63,
    "incidents": {"no_show": 1},
}


def duties() -> Counter:
    """(act and how it came out, week in which it was raised) → how many; each is also counted as raised."""
    found = Counter()
    judged = dict(Duty.objects.judged(term.BEGINS).values_list("pk", "outcome"))
    for pk, act, status, raised_at in Duty.objects.values_list("pk", "act", "status", "created_at"):
        for how in ("raised", judged.get(pk, status)):
            found[f"duty {act} {how}", term.week_of(raised_at)] += 1
    return found


def mails() -> Counter:
    """(kind, week in which it was sent) → how many."""
    sent = Email.objects.filter(status=Email.Status.SENT).values_list("kind", "sent_at")
    return Counter((f"mail {kind}", term.week_of(at)) for kind, at in sent)


def table(found: Counter) -> list[list[str]]:
    """What, and how many of it in each week, for whatever there was in the weeks that count."""
    what = sorted({name for name, week in found if week <= COLUMNS})
    return [name.split() + [str(found[name, week] or ".") for week in range(1, COLUMNS + 1)] for name in what]


def expected() -> list[list[str]]:
    """The same from the file."""
    lines = [line.split() for line in EXPECTED.read_text().splitlines() if line.startswith(("duty", "mail"))]
    rows = [(line[: -term.WEEKS - 1], line[-term.WEEKS - 1 :][:COLUMNS]) for line in lines]
    return [what + weeks for what, weeks in rows if set(weeks) != {"."}]


def records() -> dict:
    """What is kept when it is over, counted."""
    return {
        "sessions": dict(Counter(Session.objects.values_list("status", flat=True))),
        "preparations": Preparation.objects.filter(ready_at__isnull=False).count(),
        "thanks": ThankYou.objects.count(),
        "feedback": Feedback.objects.count(),
        "messages": Message.objects.count(),
        "incidents": dict(Counter(Incident.objects.values_list("kind", flat=True))),
    }


@pytest.mark.proof
@pytest.mark.django_db
def test_full_term_leaves_the_duties_mails_and_records_it_must():
    term.live(WEEKS)
    with term.clock_at(term.over(WEEKS)):
        found = table(duties() + mails())
    assert found == expected()
    if FULL:
        assert records() == RECORDS
