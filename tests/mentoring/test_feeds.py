"""The calendar feed: a secret address for one's own program, that tells as little as a calendar needs."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from django.test import Client
from django.utils import timezone

from mentoring.actions import feeds, sessions
from mentoring.calendars.feeds import Entry, feed
from mentoring.models import CalendarFeed, Session
from tests.mentoring.conftest import next_tuesday

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(match, hours, mina):
    return sessions.book(match, next_tuesday(), by=mina)


def read(key, **headers):
    """What a calendar program gets: nobody is signed in."""
    return Client().get("/calendar/gurukool.ics", {"key": key}, headers=headers)


def events(answer):
    return icalendar.Calendar.from_ical(answer.content).walk("VEVENT")


def test_the_feed_has_ones_sessions_under_the_names_of_their_invitations(meeting, maya, settings):
    answer = read(feeds.make(maya))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    [event] = events(answer)
    facts = (str(event["UID"]), event["SEQUENCE"], str(event["SUMMARY"]), str(event["STATUS"]))
    assert facts == (f"{meeting.pk}@{settings.SITE_HOST}", 0, "Session with Mina", "CONFIRMED")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (meeting.starts_at, meeting.ends_at)
    assert f"DTSTART:{meeting.starts_at:%Y%m%dT%H%M%SZ}" in answer.content.decode()


def test_it_says_nothing_private(meeting, maya, mina, otto):
    text = read(feeds.make(maya)).content.decode()
    for secret in (maya.email, mina.email, "Das", meeting.room, "ATTENDEE", "ORGANIZER"):
        assert secret not in text
    assert events(read(feeds.make(otto))) == []


def test_the_key_is_kept_as_a_digest_and_shown_once(client, maya):
    client.force_login(maya)
    page = client.post("/calendar/make/")
    address = page.context["address"]
    key = address.split("key=")[1]
    assert len(key) >= 43
    assert address in page.content.decode()
    assert key not in str(list(CalendarFeed.objects.values()))
    assert key not in client.get("/calendar/").content.decode()
    assert read(key).status_code == 200


def test_a_new_key_ends_the_old_one_and_stopping_ends_both(client, maya):
    old = feeds.make(maya)
    new = feeds.make(maya)
    assert (read(old).status_code, read(new).status_code) == (404, 200)
    client.force_login(maya)
    assert client.post("/calendar/stop/", follow=True).redirect_chain == [("/calendar/", 302)]
    assert read(new).status_code == 404


def test_it_dies_with_the_account(maya, otto):
    mine, theirs = feeds.make(maya), feeds.make(otto)
    maya.is_active = False
    maya.save()
    assert read(mine).status_code == 404
    otto.delete()
    assert (read(theirs).status_code, CalendarFeed.objects.count()) == (404, 1)


@pytest.mark.parametrize("key", ["", "guess", "é" * 50, "x" * 5000, "\x00"])
def test_a_guessed_key_opens_nothing(maya, key):
    feeds.make(maya)
    assert read(key).status_code == 404


def test_what_did_not_change_is_not_sent_again(meeting, maya, mina, time_machine):
    key = feeds.make(maya)
    first = read(key)
    time_machine.move_to(timezone.now() + timedelta(minutes=10))
    again = read(key, if_none_match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    sessions.cancel(meeting, by=mina, reason="Ill.")
    changed = read(key, if_none_match=first["ETag"])
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_a_cancelled_session_stays_as_cancelled_for_thirty_days(meeting, maya, mina, time_machine):
    sessions.cancel(meeting, by=mina, reason="Ill.")
    key = feeds.make(maya)
    [event] = events(read(key))
    assert (str(event["STATUS"]), event["SEQUENCE"]) == ("CANCELLED", 1)
    time_machine.move_to(meeting.ends_at + timedelta(days=29))
    assert len(events(read(key))) == 1
    time_machine.move_to(meeting.ends_at + timedelta(days=31))
    assert events(read(key)) == []


def test_sessions_of_long_ago_are_left_out(meeting, maya, time_machine):
    key = feeds.make(maya)
    time_machine.move_to(meeting.ends_at + timedelta(days=364))
    assert len(events(read(key))) == 1
    time_machine.move_to(meeting.ends_at + timedelta(days=366))
    assert events(read(key)) == []


def test_reading_changes_nothing_and_nothing_else_is_allowed(meeting, maya):
    key = feeds.make(maya)
    before = list(CalendarFeed.objects.values())
    read(key)
    assert list(CalendarFeed.objects.values()) == before
    assert Client().post(f"/calendar/gurukool.ics?key={key}").status_code == 405


@pytest.mark.parametrize("weeks", [1, 3])
def test_it_costs_the_same_at_any_length(match, hours, mina, weeks, django_assert_num_queries):
    for week in range(weeks):
        sessions.book(match, next_tuesday(weeks=week), by=mina)
    key = feeds.make(mina)
    with django_assert_num_queries(4):
        answer = read(key)
    assert len(events(answer)) == weeks == Session.objects.count()


def test_lines_are_legal_whatever_a_name_holds():
    start = datetime(2026, 11, 24, 13, tzinfo=UTC)
    title = "Session with " + "Łukasz, „Ł”; 🦉" * 20
    text = feed([Entry("a@b", 0, start, start + timedelta(hours=1), timezone.now(), title, "https://x.example/")])
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(text).walk("VEVENT")] == [title]
