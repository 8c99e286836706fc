"""Kept free time: the same answers as the rules, whoever changed what; soonest hours from few queries."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from etiquette.ledger import absences
from etiquette.models import Absence
from mentoring import slots
from mentoring.actions import availability, people, sessions
from mentoring.actions import freetime as keeping
from mentoring.models import Availability, BusyCalendar, BusyTime, DateOverride, Enrolment, FreeTime, Journey, News, User, WeeklyHours, Wish
from mentoring.selectors import diary, freetime, timetables
from tests.mentoring.conftest import next_tuesday

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
TODAY = date.today()


@pytest.fixture
def kept(match, hours, maya):
    keeping.refresh([maya])
    return match


def both_answers(match, days=60):
    """What is kept and what the rules say, as slots of the next days."""
    now = timezone.now()
    window = (now, now + timedelta(days=days))
    rules = diary.free_slots(match, *window)
    return freetime.kept_slots(match, *window, diary.default_length(match)), rules


def is_kept(person):
    return Availability.objects.get(person=person).kept_until is not None


def test_kept_free_time_gives_the_slots_of_the_rules_in_two_queries(kept, django_assert_num_queries):
    kept_slots, rules = both_answers(kept)
    assert kept_slots == rules
    assert len(rules) > 20
    now = timezone.now()
    with django_assert_num_queries(2):
        freetime.kept_slots(kept, now, now + timedelta(weeks=6), HOUR)


def test_an_hour_that_begins_as_the_window_ends_is_in_it(kept):
    window = (next_tuesday() - HOUR, next_tuesday(weeks=1))
    found = freetime.kept_slots(kept, *window, HOUR)
    assert (found, found[-1].start) == (diary.free_slots(kept, *window, length=HOUR), window[1])


ACTS = {
    "a week": lambda maya: availability.offer(maya, [slots.Weekly(2, time(22), time(2))]),
    "a date": lambda maya: availability.override(maya, next_tuesday().date()),
    "a journey": lambda maya: availability.travel(maya, next_tuesday().date(), next_tuesday(weeks=2).date(), "Asia/Tokyo"),
    "rules": lambda maya: availability.set_rules(maya, buffer_before=10, notice_hours=72, not_today=True, horizon_weeks=3, most_a_week=1),
    "a zone": lambda maya: people.save_profile(by=maya, name=maya.name, zone="Asia/Kathmandu"),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_every_act_refreshes_what_is_kept_in_its_own_transaction(kept, maya, act):
    before, _ = both_answers(kept)
    act(maya)
    kept.mentor.refresh_from_db()
    assert is_kept(maya)
    after, rules = both_answers(kept)
    assert after == rules
    assert after != before


def test_booking_and_cancelling_refresh_it_too(kept, maya, mina):
    before, _ = both_answers(kept)
    meeting = sessions.book(kept, next_tuesday(), by=mina)
    assert is_kept(maya)
    after, rules = both_answers(kept)
    assert after == rules == [slot for slot in before if slot.start != next_tuesday()]
    sessions.cancel(meeting, by=mina, reason="Another day.")
    assert is_kept(maya)
    assert both_answers(kept) == (before, before)


DOORS = {
    "weekly hours": lambda maya: WeeklyHours.objects.filter(person=maya, weekday=1).delete(),
    "a date": lambda maya: DateOverride.objects.create(person=maya, day=next_tuesday().date(), kind="closed"),
    "a journey": lambda maya: Journey.objects.create(
        person=maya, first_day=date.today(), last_day=date.today() + 20 * slots.DAY, zone="Asia/Tokyo"
    ),
    "an absence": lambda maya: Absence.objects.create(person=maya, starts_on=TODAY, ends_on=TODAY + 20 * slots.DAY),
    "busy times": lambda maya: busy(maya, next_tuesday()),
    "the zone": lambda maya: User.objects.filter(pk=maya.pk).update(zone="Asia/Kolkata"),
    "the rules": lambda maya: Availability.objects.filter(person=maya).update(horizon_weeks=2),
}


def busy(person, start):
    calendar = BusyCalendar.objects.create(person=person, url="https://calendar.example.org/secret.ics")
    BusyTime.objects.create(person=person, calendar=calendar, during=(start, start + HOUR))


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_a_door_that_forgets_to_refresh_is_noticed_and_mended(kept, maya, door):
    before, _ = both_answers(kept)
    door(maya)
    kept.mentor.person.refresh_from_db()
    assert not is_kept(maya)
    meanwhile, rules = both_answers(kept)
    assert meanwhile == rules != before
    assert keeping.mend() == 1
    assert is_kept(maya)
    assert both_answers(kept) == (rules, rules)


def test_only_rows_that_differ_are_written(kept, maya):
    before = set(FreeTime.objects.values_list("pk", flat=True))
    availability.override(maya, next_tuesday().date())
    after = set(FreeTime.objects.values_list("pk", flat=True))
    assert (len(before - after), len(after - before)) == (1, 0)


def test_the_daily_task_reaches_as_far_ahead_again(kept, maya, time_machine):
    last = FreeTime.objects.order_by("during").last().during.upper
    time_machine.move_to(datetime.now() + timedelta(days=15))
    assert keeping.extend() == 1
    assert FreeTime.objects.order_by("during").last().during.upper == last + timedelta(days=14)
    assert FreeTime.objects.filter(during__endswith__lt=timezone.now()).count() == 0


# --- the soonest hours of any mentor ---


def mentor(cohort, n, *weekly, zone="Europe/Berlin", **rules):
    now = timezone.now()
    person = User.objects.create_user(f"mentor{n}@example.org", name=f"Mentor {n}", zone=zone)
    Enrolment.objects.create(cohort=cohort, person=person, role="mentor", invited_at=now, confirmed_at=now)
    for day, starts, ends in weekly:
        WeeklyHours.objects.create(person=person, weekday=day, starts=time(starts), ends=time(ends))
    Availability.objects.create(person=person, **rules)
    return person


@pytest.fixture
def mentors(cohort, enrolled, hours):
    rules = [{}, {"not_today": True}, {"notice_hours": 100}, {"buffer_after": 30}, {"horizon_weeks": 1}, {"lengths": [30]}]
    zones = ["Asia/Kolkata", "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Tehran"]
    people = [mentor(cohort, n, (n, 8, 12), ((n + 3) % 7, 22, 2), zone=zones[n], **rules[n]) for n in range(6)]
    availability.travel(people[1], date.today(), date.today() + timedelta(days=1), "Asia/Tokyo")
    keeping.extend()
    return people


def asked_of_the_rules(cohort, person, count):
    """The same question answered by expanding everybody."""
    now = timezone.now()
    frm, until = now + timedelta(hours=cohort.notice_hours), cohort.ends_at
    length = timedelta(minutes=cohort.session_minutes)
    mine = freetime.own_time(person, frm, until + length)
    everyone = timetables.slots_of(freetime.mentors_for(cohort, person), now, frm, until, length)
    found = sorted((slot, key) for key, free in everyone for slot in free if slots.inside(slot, mine))
    return found[:count]


def as_keys(offers):
    return [(offer.slot, offer.mentor.pk) for offer in offers]


@pytest.mark.parametrize("count", [1, 20, 150])
@pytest.mark.parametrize("named", [False, True])
def test_the_soonest_hours_are_those_of_expanding_everybody(cohort, mentors, mina, time_machine, count, named):
    time_machine.move_to(timezone.now(), tick=False)
    if named:
        WeeklyHours.objects.bulk_create(WeeklyHours(person=mina, weekday=day, starts=time(9), ends=time(21)) for day in range(5))
    found = freetime.soonest(cohort, mina, count)
    assert as_keys(found) == asked_of_the_rules(cohort, mina, count)
    assert len(found) == count or (count, named) == (150, True)  # so many do not fit


def test_whose_rows_are_out_of_date_is_asked_by_the_rules(cohort, mentors, mina, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    Absence.objects.create(person=mentors[0], starts_on=date.today(), ends_on=date.today() + timedelta(days=400))
    found = freetime.soonest(cohort, mina, 60)
    assert as_keys(found) == asked_of_the_rules(cohort, mina, 60)
    assert mentors[0] not in {offer.mentor for offer in found}


def test_neither_oneself_nor_those_one_avoids_are_offered(cohort, mentors, mina, maya):
    Wish.objects.create(cohort=cohort, person=mina, about=mentors[0], kind="avoid")
    Wish.objects.create(cohort=cohort, person=mentors[1], about=mina, kind="avoid")
    assert {offer.mentor for offer in freetime.soonest(cohort, mina, 500)} == {maya, *mentors[2:5]}
    assert maya not in {offer.mentor for offer in freetime.soonest(cohort, maya, 500)}


@pytest.mark.parametrize("more", [1, 8])
def test_soonest_costs_the_same_for_any_number_of_mentors(cohort, enrolled, mina, more, django_assert_num_queries):
    for n in range(more):
        mentor(cohort, n, (n % 7, 8, 12))
    keeping.extend()
    with django_assert_num_queries(10):  # seven about oneself, whom to ask by rules, a page of rows, people
        freetime.soonest(cohort, mina, 20)


def test_pages_of_rows_join_without_a_seam(cohort, mentors, mina, monkeypatch, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    monkeypatch.setattr(freetime, "FIRST_PAGE", 3)
    assert as_keys(freetime.soonest(cohort, mina, 70)) == asked_of_the_rules(cohort, mina, 70)


def test_overlapping_free_time_cannot_be_kept(kept, maya):
    row = FreeTime.objects.filter(person=maya).first()
    with pytest.raises(Exception, match="free_time_is_free_once"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO mentoring_freetime (person_id, during, grid) SELECT person_id, during, grid FROM mentoring_freetime WHERE id = %s",
            [row.pk],
        )


def test_going_away_frees_nobody_to_book_and_tells_the_mentees_kindly(kept, maya, mina):
    before, _ = both_answers(kept)
    absence = absences.go_away(maya, TODAY, TODAY + 20 * slots.DAY)
    assert is_kept(maya)
    after, rules = both_answers(kept)
    assert after == rules == [slot for slot in before if slot.start.astimezone(maya.tz).date() > absence.ends_on]
    [news] = News.objects.all()
    assert (news.person, news.tag) == (mina, "away")
    assert news.text.startswith("Maya is away ")
    assert absences.come_back(mina, absence.pk) is False
    assert absences.come_back(maya, absence.pk) is True
    assert both_answers(kept) == (before, before)
