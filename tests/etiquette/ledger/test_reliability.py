"""The record's arithmetic, and the door by which incidents come into it."""

from datetime import timedelta

import pytest

from etiquette import occasions
from etiquette.ledger import reliability
from etiquette.ledger.reliability import Mark
from etiquette.models import Incident
from tests.etiquette.conftest import NOON

DAY = timedelta(days=1)


@pytest.mark.parametrize(("days", "weight"), [(0, 1), (45, 0.5), (89, 1 / 90), (90, 0), (400, 0), (-1, 1)])
def test_an_entry_fades_within_ninety_days(days, weight):
    assert reliability.weight(NOON - days * DAY, NOON) == pytest.approx(weight)


@pytest.mark.parametrize(
    ("marks", "share"),
    [
        ([], 1),
        ([Mark("kept", NOON)], 1),
        ([Mark("missed", NOON)], 2 / 3),
        ([Mark("late", NOON)], 2.5 / 3),
        ([Mark("no_show", NOON - 45 * DAY)], 2 / 2.5),
        ([Mark("no_show", NOON - 90 * DAY)], 1),
        ([Mark("missed", NOON, struck_out=True), Mark("kept", NOON)], 1),
        ([Mark("kept", NOON)] * 8 + [Mark("missed", NOON)] * 2, 10 / 12),
    ],
)
def test_the_share_is_worked_out_as_the_formula_says(marks, share):
    assert reliability.share(marks, NOON) == pytest.approx(share)


@pytest.mark.django_db
def test_an_incident_is_noted_once_and_can_be_taken_back(mina, maya, tea):
    for _ in range(2):
        occasions.note("no_show", person=mina, about=tea, at=NOON, role="mentee")
    occasions.note("no_show", person=maya, about=tea, at=NOON, role="mentor")
    occasions.note("late_cancellation", person=mina, about=tea, at=NOON)
    assert occasions.take_back_note("no_show", person=mina, about=tea) == 1
    rows = Incident.objects.order_by("kind").values_list("person", "kind", "role", "at", "about_id")
    assert list(rows) == [(mina.pk, "late_cancellation", "", NOON, tea.pk), (maya.pk, "no_show", "mentor", NOON, tea.pk)]


@pytest.mark.django_db
def test_an_unknown_incident_is_an_error(mina, tea):
    with pytest.raises(ValueError, match="yawned"):
        occasions.note("yawned", person=mina, about=tea, at=NOON)


@pytest.mark.django_db
def test_incidents_go_with_what_they_were_about(mina, tea):
    occasions.note("no_show", person=mina, about=tea, at=NOON)
    occasions.forget([tea])
    assert not Incident.objects.exists()
