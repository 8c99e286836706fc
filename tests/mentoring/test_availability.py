"""Offering hours: the week as a form, dates that differ, refusals that keep what was typed."""

import html
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Absence
from etiquette.occasions import Owes, happened, is_clear
from mentoring.actions import sessions
from mentoring.models import Availability, BusyCalendar, DateOverride, Journey, WeeklyHours
from tests.mentoring.conftest import next_tuesday

pytestmark = pytest.mark.django_db


def week(*ranges):
    data = {"form-TOTAL_FORMS": str(len(ranges)), "form-INITIAL_FORMS": "0"}
    for place, (weekday, starts, ends) in enumerate(ranges):
        data |= {f"form-{place}-weekday": weekday, f"form-{place}-starts": starts, f"form-{place}-ends": ends}
    return data


def offered(person):
    return [str(hours) for hours in WeeklyHours.objects.filter(person=person)]


def test_saving_a_week_replaces_the_old_one_and_closes_what_was_owed(client, enrolled, maya, hours):
    happened("place_confirmed", about=enrolled.mentor, at=enrolled.mentor.confirmed_at, people=[Owes("mentor", maya)])
    client.force_login(maya)
    response = client.post(reverse("availability:edit"), week(("0", "09:00", "12:30"), ("4", "22:00", "00:00"), ("", "", "")))
    assert response.status_code == 302
    assert offered(maya) == ["Monday 09:00-12:30", "Friday 22:00-00:00"]
    assert is_clear(maya, "offer_hours")


@pytest.mark.parametrize(
    ("ranges", "sentence"),
    [
        ([("0", "12:00", "09:00")], "These hours end before they start; across midnight they may last 12 hours at most."),
        ([("0", "12:00", "")], "Please give the day and both times, or leave all three empty."),
        ([("0", "09:00", "11:00"), ("0", "10:00", "12:00")], "09:00–11:00 and 10:00–12:00 overlap on the same day."),
        ([("0", "22:00", "00:00"), ("0", "23:00", "23:30")], "22:00–00:00 and 23:00–23:30 overlap on the same day."),
        ([("0", "08:00", "08:00")], "These hours end before they start; across midnight they may last 12 hours at most."),
        ([("0", "21:59", "10:00")], "These hours end before they start; across midnight they may last 12 hours at most."),
        ([("0", "22:00", "02:00"), ("1", "01:00", "03:00")], "Monday 22:00–02:00 runs into Tuesday 01:00–03:00"),
        ([("6", "22:00", "02:00"), ("0", "01:00", "03:00")], "Sunday 22:00–02:00 runs into Monday 01:00–03:00"),
        ([("9", "09:00", "10:00")], "Select a valid choice. 9 is not one of the available choices."),
        ([("0", "25:00", "26:00")], "Enter a valid time."),
    ],
)
def test_a_refused_week_keeps_what_was_typed_and_the_old_hours(client, maya, hours, ranges, sentence):
    client.force_login(maya)
    before = offered(maya)
    page = client.post(reverse("availability:edit"), week(*ranges)).content.decode()
    assert sentence in page
    assert f'value="{ranges[0][1]}"' in page
    assert offered(maya) == before


def test_more_ranges_than_a_week_can_hold_are_refused(client, maya):
    client.force_login(maya)
    ranges = [(str(n % 7), f"{n // 7:02}:00", f"{n // 7:02}:30") for n in range(45)]
    assert "Please keep to 40 ranges a week." in client.post(reverse("availability:edit"), week(*ranges)).content.decode()


def test_a_tampered_week_is_a_sentence_not_an_error(client, maya):
    client.force_login(maya)
    response = client.post(reverse("availability:edit"), {"form-TOTAL_FORMS": "x"})
    assert (response.status_code, "ManagementForm data is missing" in response.content.decode()) == (200, True)


def test_a_date_can_be_closed_and_follow_its_weekday_again(client, maya):
    client.force_login(maya)
    day = date.today() + timedelta(days=5)
    client.post(reverse("availability:override"), {"day": day.isoformat(), "starts": "09:00", "ends": "10:00"})
    client.post(reverse("availability:override"), {"day": day.isoformat()})
    [override] = DateOverride.objects.filter(person=maya)
    assert (override.day, override.starts) == (day, None)
    client.post(reverse("availability:forget", args=[override.pk]))
    assert not DateOverride.objects.exists()


@pytest.mark.parametrize(
    ("name", "facts", "sentence"),
    [
        ("availability:override", {"day": "9999-12-31"}, "Please pick a day within the next two years."),
        ("availability:override", {"day": "99999-12-31"}, "Enter a valid date."),
        ("availability:away", {"starts_on": "9999-12-30", "ends_on": "9999-12-31"}, "Please pick days within the next two years."),
        ("people:profile", {"name": "Maya", "zone": "../../etc/passwd"}, "../../etc/passwd is not one of the available choices."),
    ],
)
def test_what_nobody_means_is_a_sentence_and_changes_nothing(client, maya, name, facts, sentence):
    client.force_login(maya)
    page = client.post(reverse(name), facts)
    assert (page.status_code, sentence in page.content.decode()) == (200, True)
    maya.refresh_from_db()
    assert (DateOverride.objects.count(), Absence.objects.count(), maya.zone) == (0, 0, "America/New_York")


def test_dates_are_refused_in_sentences(client, maya):
    client.force_login(maya)
    past = {"day": "2020-01-01"}
    assert "This day is over already." in client.post(reverse("availability:override"), past).content.decode()
    one_time = {"day": (date.today() + timedelta(days=5)).isoformat(), "starts": "09:00"}
    assert (
        "Please give both times, or neither to close the day." in client.post(reverse("availability:override"), one_time).content.decode()
    )
    assert not DateOverride.objects.exists()


def test_nobody_removes_a_date_of_someone_else(client, maya, otto):
    override = DateOverride.objects.create(person=maya, day=date.today() + timedelta(days=3), starts=time(9), ends=time(10))
    client.force_login(otto)
    client.post(reverse("availability:forget", args=[override.pk]))
    assert list(DateOverride.objects.all()) == [override]


def test_hours_across_midnight_and_the_end_of_the_week_are_kept(client, maya):
    client.force_login(maya)
    response = client.post(reverse("availability:edit"), week(("6", "22:00", "02:00"), ("0", "02:00", "03:00"), ("3", "22:00", "10:00")))
    assert (response.status_code, offered(maya)) == (302, ["Monday 02:00-03:00", "Thursday 22:00-10:00", "Sunday 22:00-02:00"])


def test_extra_hours_stand_beside_the_weekdays(client, maya):
    client.force_login(maya)
    day = date.today() + timedelta(days=5)
    for starts, ends in [("09:00", "10:00"), ("22:00", "01:00")]:
        client.post(reverse("availability:override"), {"day": day.isoformat(), "kind": "extra", "starts": starts, "ends": ends})
    assert [str(each) for each in DateOverride.objects.all()] == [f"{day}: also 09:00-10:00", f"{day}: also 22:00-01:00"]
    client.post(reverse("availability:override"), {"day": day.isoformat(), "kind": "closed", "starts": "09:00", "ends": "10:00"})
    assert [str(each) for each in DateOverride.objects.all()] == [f"{day}: closed"]


@pytest.mark.parametrize(
    ("day", "hours", "sentence"),
    [
        ("2027-03-14", ("02:30", "04:00"), "02:30 does not exist on 14 March 2027, because the clocks change. Please pick another time."),
        ("2027-11-07", ("01:30", "04:00"), "01:30 comes twice on 7 November 2027, because the clocks change. Please pick another time."),
        ("2027-03-13", ("22:00", "02:15"), "02:15 does not exist on 14 March 2027, because the clocks change. Please pick another time."),
    ],
)
def test_a_time_that_does_not_exist_or_comes_twice_is_refused_with_the_reason(client, maya, time_machine, day, hours, sentence):
    time_machine.move_to(datetime(2027, 3, 1, tzinfo=UTC))
    client.force_login(maya)
    page = client.post(reverse("availability:override"), {"day": day, "starts": hours[0], "ends": hours[1]}).content.decode()
    assert (sentence in page, DateOverride.objects.count()) == (True, 0)


def test_how_one_is_booked_is_saved_whole_or_refused_in_sentences(client, maya):
    client.force_login(maya)
    url = reverse("availability:rules")
    facts = {"buffer_before": "10", "buffer_after": "5", "notice_hours": "48", "not_today": "on", "horizon_weeks": "4", "most_a_day": "2"}
    facts |= {"most_a_week": "", "lengths": ["30", "60"]}
    for name, value in {"buffer_before": "121", "horizon_weeks": "0", "most_a_day": "0", "notice_hours": "-1"}.items():
        page = client.post(url, facts | {name: value}).content.decode()
        assert "Please give a number from" in page or "Ensure this value is greater than or equal to 0" in page
    assert not Availability.objects.exists()
    assert client.post(url, facts).status_code == 302
    mine = Availability.objects.get(person=maya)
    assert (mine.buffer_before, mine.buffer_after, mine.notice_hours, mine.not_today, mine.horizon_weeks) == (10, 5, 48, True, 4)
    assert (mine.most_a_day, mine.most_a_week, mine.lengths) == (2, None, [30, 60])


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"zone": "../../etc/passwd"}, "Select a valid choice. ../../etc/passwd is not one of the available choices."),
        ({"last_day": "9999-12-31"}, "Please pick a day within the next two years."),
        ({"first_day": "9999-12-31"}, "The last day comes before the first."),
        ({"last_day": "2020-01-01"}, "This day is over already. Please pick a coming one."),
        ({"last_day": "10000-01-01"}, "Enter a valid date."),
    ],
)
def test_a_journey_is_refused_in_a_sentence(client, maya, facts, sentence):
    client.force_login(maya)
    today = date.today()
    plan = {"first_day": today.isoformat(), "last_day": (today + timedelta(days=9)).isoformat(), "zone": "Asia/Tokyo"}
    page = client.post(reverse("availability:travel"), plan | facts)
    assert (page.status_code, sentence in html.unescape(page.content.decode()), Journey.objects.count()) == (200, True, 0)


def test_journeys_do_not_overlap_and_can_be_taken_back(client, maya, otto):
    client.force_login(maya)
    today = date.today()
    plan = {"first_day": today.isoformat(), "last_day": (today + timedelta(days=9)).isoformat(), "zone": "Asia/Tokyo"}
    assert client.post(reverse("availability:travel"), plan).status_code == 302
    assert "You are in Tokyo from" in client.post(reverse("availability:travel"), plan | {"zone": "Europe/Paris"}).content.decode()
    journey = Journey.objects.get()
    client.force_login(otto)
    client.post(reverse("availability:stay", args=[journey.pk]))
    assert Journey.objects.count() == 1
    client.force_login(maya)
    assert "<b>Tokyo</b>" in client.get(reverse("availability:away")).content.decode()
    client.post(reverse("availability:stay", args=[journey.pk]))
    assert Journey.objects.count() == 0


def test_who_goes_away_sees_which_sessions_stand_on_those_days(client, match, hours, maya, mina):
    meeting = sessions.book(match, next_tuesday(), by=mina)
    sessions.book(match, next_tuesday(weeks=2), by=mina)
    client.force_login(maya)
    days = {"starts_on": date.today().isoformat(), "ends_on": next_tuesday().date().isoformat()}
    assert client.post(reverse("availability:away"), days).status_code == 302
    page = client.get(reverse("availability:away"))
    assert page.context["booked"] == [meeting]
    assert "1 session is booked on days you are away" in page.content.decode()
    client.post(reverse("availability:back", args=[Absence.objects.get().pk]))
    assert not Absence.objects.exists()


def test_the_address_of_a_calendar_is_never_shown(client, maya, olga):
    client.force_login(maya)
    url = "https://calendar.example.org/private-0123456789/basic.ics"
    assert client.post(reverse("availability:calendars"), {"url": url}).status_code == 302
    [calendar] = BusyCalendar.objects.all()
    for person in (maya, olga):
        client.force_login(person)
        page = client.get(reverse("availability:calendars")).content.decode()
        assert ("private-0123456789" in page, "A calendar at calendar.example.org" in page) == (False, person == maya)
    assert "private" not in str(calendar)
    client.post(reverse("availability:unwatch", args=[calendar.pk]))
    assert BusyCalendar.objects.count() == 1
    client.force_login(maya)
    client.post(reverse("availability:unwatch", args=[calendar.pk]))
    assert BusyCalendar.objects.count() == 0


def test_a_calendar_says_how_fresh_it_is(client, maya, time_machine):
    calendar = BusyCalendar.objects.create(person=maya, url="https://calendar.example.org/a.ics")
    client.force_login(maya)

    def tag():
        page = client.get(reverse("availability:calendars")).content.decode()
        return [text for text in ("being read", ">read<", "out of date", "not read") if text in page]

    assert tag() == ["being read"]
    BusyCalendar.objects.update(fetched_at=timezone.now())
    assert tag() == [">read<"]
    BusyCalendar.objects.update(error="The address answers 404 instead of a calendar.")
    assert tag() == ["not read"]
    BusyCalendar.objects.update(error="", fetched_at=timezone.now() - timedelta(hours=7))
    assert tag() == ["out of date"]
    calendar.refresh_from_db()
    assert calendar.is_stale


@pytest.mark.parametrize("address", ["http://127.0.0.1/a.ics\x00", "https://", "gopher://x", "http://[::1", "x" * 2001])
def test_an_impossible_calendar_address_is_a_sentence(client, maya, address):
    client.force_login(maya)
    page = client.post(reverse("availability:calendars"), {"url": address})
    assert (page.status_code, BusyCalendar.objects.count()) == (200, 0)
    assert page.context["form"].errors
