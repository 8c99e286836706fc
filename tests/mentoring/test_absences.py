"""Going away while a session is booked: it does not move by itself, one is led to it."""

from datetime import timedelta

import pytest

from etiquette.ledger import absences
from etiquette.models import Duty
from mentoring.actions import sessions
from mentoring.models import News
from tests.mentoring.conftest import next_tuesday

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("first", "last", "meanwhile"), [(0, 0, True), (-1, 3, True), (1, 5, False), (-2, -1, False)])
def test_who_goes_away_is_led_to_the_sessions_they_have_meanwhile(match, hours, mina, first, last, meanwhile):
    meeting = sessions.book(match, next_tuesday(), by=mina)
    due = Duty.objects.get(act="prepare").due_at
    day = meeting.starts_at.astimezone(mina.tz).date()
    News.objects.all().delete()
    absences.go_away(mina, day + timedelta(days=first), day + timedelta(days=last))
    told = list(News.objects.values_list("person", "url"))
    assert told == ([(mina.pk, meeting.get_absolute_url())] if meanwhile else [])
    meeting.refresh_from_db()
    assert meeting.starts_at == next_tuesday()
    assert Duty.objects.get(act="prepare").due_at == due
