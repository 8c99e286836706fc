"""Offering hours: the week as a form, dates that differ, refusals that keep what was typed."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from etiquette.occasions import Owes, happened, is_clear
from mentoring.models import DateOverride, WeeklyHours

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
        ([("0", "12:00", "09:00")], "These hours end before they start. For hours across midnight use two ranges."),
        ([("0", "12:00", "")], "Please give the day and both times, or leave all three empty."),
        ([("0", "09:00", "11:00"), ("0", "10:00", "12:00")], "09:00–11:00 and 10:00–12:00 overlap on the same day."),
        ([("0", "22:00", "00:00"), ("0", "23:00", "23:30")], "22:00–00:00 and 23:00–23:30 overlap on the same day."),
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
