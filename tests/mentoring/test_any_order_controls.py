"""Controls of `test_any_order.py`: with a guard taken away, its stories find what then goes wrong, and name the invariant it breaks."""

from collections import defaultdict

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from etiquette import outbox
from mentoring.actions import sessions
from mentoring.selectors import diary, timetables
from tests.mentoring.test_any_order import Programme

STORIES = {"max_examples": 40, "stateful_step_count": 10, "deadline": None, "database": None, "derandomize": True}
HURRIED = settings(**STORIES, phases=[Phase.generate], report_multiple_bugs=False, suppress_health_check=list(HealthCheck))
WEAKER = """
ALTER TABLE mentoring_attendance DROP CONSTRAINT nobody_in_two_places;
ALTER TABLE mentoring_attendance ADD CONSTRAINT nobody_in_two_places
    EXCLUDE USING gist (int8range(person_id, person_id, '[]') WITH &&, during WITH &&) WHERE (status = 'nobody') DEFERRABLE;
"""


class Weakened(Programme):
    """A programme whose database would let people be in two places."""

    def cast(self):
        with connection.cursor() as cursor:
            cursor.execute(WEAKER)
        super().cast()


def broken_by(programme):
    """The names on the way to the first failure."""
    with pytest.raises(AssertionError) as failure:
        run_state_machine_as_test(programme, settings=HURRIED)
    return {entry.name for entry in failure.traceback}


@pytest.mark.django_db
def test_sessions_that_no_longer_take_time_and_a_constraint_that_looks_away_are_found(monkeypatch):
    monkeypatch.setattr(timetables, "_sessions", lambda *_: (defaultdict(list), defaultdict(list)))
    monkeypatch.setattr(diary, "busy", lambda people, frm, until: [])
    monkeypatch.setattr(diary, "is_taken", lambda pair, start: False)
    assert "nobody_is_in_two_places" in broken_by(Weakened)


@pytest.mark.django_db
def test_a_cancellation_that_leaves_its_duties_open_is_found(monkeypatch):
    monkeypatch.setattr(sessions, "waive", lambda about: outbox.withdraw(about=about))
    assert "nothing_is_owed_about_a_cancelled_session" in broken_by(Programme)
