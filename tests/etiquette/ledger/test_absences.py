"""Nothing is owed from who is away: dates move by its length, once, and back again."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from etiquette import occasions
from etiquette.ledger import absences, pausing
from etiquette.models import Absence, Duty
from etiquette.occasions import Owes
from tests.etiquette.conftest import HOUR, NOON

DAY = 24 * HOUR
KOLKATA = ZoneInfo("Asia/Kolkata")


def days(first, last):
    return NOON + first * DAY, NOON + last * DAY


@pytest.mark.parametrize(
    ("spans", "moved"),
    [
        ([], 0),
        ([days(2, 5)], 3),
        ([days(2, 5), days(4, 6)], 4),  # what overlaps counts once
        ([days(2, 5), days(2, 5)], 3),
        ([days(4, 6), days(2, 5)], 4),  # in whatever order
        ([days(-3, 2)], 2),  # only from when it is owed
        ([days(-3, -1)], 0),
        ([days(11, 14)], 0),  # begins after it is due
        ([days(8, 12), days(13, 15)], 6),  # moved into the next absence, and out of it
        ([days(2, 5), days(3, 4)], 3),
    ],
)
def test_a_clock_stands_still_while_somebody_is_away(spans, moved):
    assert pausing.moved_by(NOON + 10 * DAY, NOON, spans) == moved * DAY


def test_days_away_are_days_of_the_persons_own_zone():
    assert pausing.span(date(2026, 3, 4), date(2026, 3, 5), KOLKATA) == (
        datetime(2026, 3, 3, 18, 30, tzinfo=UTC),
        datetime(2026, 3, 5, 18, 30, tzinfo=UTC),
    )
    start, end = pausing.span(date(2026, 3, 8), date(2026, 3, 8), ZoneInfo("America/New_York"))  # the clocks go forward
    assert end - start == 23 * HOUR


@pytest.fixture
def noon():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def owed(rule, mina, maya, tea, noon):
    """Mina owes Maya something for tomorrow noon."""
    occasions.happened("tea_served", about=tea, at=NOON, people=[Owes("guest", mina, maya)])
    return Duty.objects.get()


def away(person, first, last):
    return absences.go_away(person, date(2026, 3, first), date(2026, 3, last))


def dates():
    return Duty.objects.values_list("due_at", "remind_at").get()


@pytest.mark.django_db
class TestDuties:
    def test_dates_move_by_the_length_of_an_absence_and_back(self, owed, mina):
        row = away(mina, 5, 9)
        assert dates() == (NOON + 6 * DAY, NOON + 6 * DAY)
        absences.follow(mina)  # told again, nothing changes
        assert dates() == (NOON + 6 * DAY, NOON + 6 * DAY)
        away(mina, 8, 10)
        assert dates() == (NOON + 7 * DAY, NOON + 7 * DAY)
        assert absences.come_back(mina, row.pk)
        assert dates() == (NOON + DAY, NOON + DAY)  # what is left begins after it is due

    def test_who_comes_back_early_was_away_until_yesterday(self, owed, mina, noon):
        row = away(mina, 5, 12)
        noon.move_to(NOON + 3 * DAY)  # Saturday the 7th: they were away on the 5th and 6th
        assert absences.come_back(mina, row.pk)
        assert Absence.objects.get().ends_on == date(2026, 3, 6)
        assert dates()[0] == NOON + 3 * DAY
        assert dates()[1] == NOON + 3 * DAY + 2 * HOUR  # not the moment they are back

    def test_what_comes_to_be_owed_meanwhile_waits_as_well(self, rule, mina, maya, tea, noon):
        away(mina, 4, 6)
        for _ in range(2):
            occasions.happened("tea_served", about=tea, at=NOON, people=[Owes("guest", mina, maya), Owes("guest", maya, mina)])
        back = datetime(2026, 3, 6, 18, 30, tzinfo=UTC)
        assert Duty.objects.get(person=mina).due_at == back + DAY
        assert Duty.objects.get(person=maya).due_at == NOON + DAY

    def test_a_new_moment_and_an_absence_add_up(self, owed, mina, tea, maya):
        away(mina, 5, 6)
        occasions.happened("tea_served", about=tea, at=NOON + HOUR, people=[Owes("guest", mina, maya)])
        assert dates()[0] == NOON + 3 * DAY + HOUR
        occasions.redate("tea_served", abouts=[tea.pk], at=NOON)
        assert dates()[0] == NOON + 3 * DAY

    def test_what_is_due_before_a_moment_stays_and_offers_to_move_the_moment(self, rule, mina, tea, noon):
        rule.within = -DAY
        rule.save()
        occasions.happened("tea_served", about=tea, at=NOON + 5 * DAY, people=[Owes("guest", mina)])
        away(mina, 6, 9)
        duty = Duty.objects.get()
        assert (duty.due_at, duty.instead_url) == (NOON + 4 * DAY, duty.about_url)

    def test_a_promise_moves_for_an_absence_one_did_not_know_of(self, owed, mina, noon):
        away(mina, 7, 8)
        noon.shift(HOUR)
        occasions.promise(owed.pk, by=mina, date=NOON + 5 * DAY)  # with those days in view
        noon.shift(HOUR)
        row = away(mina, 9, 10)
        assert Duty.objects.get().deadline == NOON + 7 * DAY
        absences.come_back(mina, row.pk)
        assert Duty.objects.get().deadline == NOON + 5 * DAY

    def test_closed_duties_and_other_peoples_stay_as_they_are(self, owed, mina, maya, tea):
        occasions.happened("tea_served", about=tea, at=NOON, people=[Owes("guest", maya)])
        occasions.discharge("sip", by=mina, about=tea)
        away(mina, 5, 9)
        assert set(Duty.objects.values_list("due_at", flat=True)) == {NOON + DAY}

    @pytest.mark.parametrize("count", [1, 3])
    def test_following_takes_constant_queries(self, rule, mina, tea, noon, count, django_assert_num_queries):
        for number in range(count):
            occasions.happened("tea_served", about=tea, at=NOON, people=[Owes("guest", mina)], key=f"{number}")
        Absence.objects.create(person=mina, starts_on=date(2026, 3, 5), ends_on=date(2026, 3, 5))
        with django_assert_num_queries(3):  # duties, absences, the update
            absences.follow(mina)
        assert set(Duty.objects.values_list("due_at", flat=True)) == {NOON + 2 * DAY}
