"""Picking an hour: what is offered on which clock, and what becomes of hours that are gone or made up."""

import html
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone

from etiquette.ledger import absences
from etiquette.models import Email
from mentoring.actions import availability, sessions
from mentoring.models import Availability, Enrolment, Match, Session, User, WeeklyHours
from tests.mentoring.conftest import enrol, next_tuesday

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(match, hours, mina):
    return sessions.book(match, next_tuesday(), by=mina)


def test_the_picker_shows_slots_on_both_clocks(client, match, hours, mina):
    client.force_login(mina)
    page = client.get(reverse("sessions:book", args=[match.pk]))
    day, slots = page.context["days"][0]
    assert [fits for _, fits in slots] == [False, False]
    assert "Maya: " in page.content.decode()
    start = slots[0][0].start.isoformat()
    chosen = client.get(reverse("sessions:book", args=[match.pk]), {"start": start})
    assert chosen.context["chosen"].start.isoformat() == start
    assert "Book this hour" in chosen.content.decode()


def test_slots_inside_the_mentees_own_hours_are_green(client, match, hours, mina):
    WeeklyHours.objects.create(person=mina, weekday=1, starts=time(18, 30), ends=time(19, 30))  # 08:00 in New York while both keep winter
    client.force_login(mina)
    page = client.get(reverse("sessions:book", args=[match.pk]), {"days": "60"})
    fits = {slot.start for _, day in page.context["days"] for slot, fits in day if fits}
    expected = {
        slot.start for _, day in page.context["days"] for slot, _ in day if f"{slot.start.astimezone(mina.tz):%a %H:%M}" == "Tue 18:30"
    }
    assert fits == expected
    assert ("fits your hours" in page.content.decode()) is bool(expected)


def test_each_day_is_announced_with_weekday_and_number(client, match, hours, mina):
    client.force_login(mina)
    page = client.get(reverse("sessions:book", args=[match.pk]))
    day, slots = page.context["days"][0]
    text = page.content.decode()
    assert f'tabindex="-1">{day:%A} {day.day} {day:%b}<small>{len(slots)} free times</small></h3>' in text
    assert f'<span class="visually-hidden">{day:%A} {day.day} {day:%B}, </span>' in text


def test_show_more_shows_the_next_days_and_leads_to_the_first_of_them(client, match, hours, mina):
    client.force_login(mina)
    url = reverse("sessions:book", args=[match.pk])
    first = client.get(url)
    more = client.get(url, {"days": first.context["more"]})
    days = [day for day, _ in more.context["days"]]
    assert (len(first.context["days"]), len(days)) == (6, 12)
    assert f'href="?days=12#day-{days[6]:%Y-%m-%d}"' in first.content.decode()
    assert 'href="?days=12&amp;start=' in more.content.decode()


def test_the_clock_is_the_one_the_reader_likes_and_is_kept_for_pages_and_mails(client, match, hours, mina, maya):
    client.force_login(mina)
    url = reverse("sessions:book", args=[match.pk])
    assert "<b>18:30</b>" in client.get(url).content.decode()
    back = client.post(reverse("people:clock"), {"twelve_hours": "12", "next": f"{url}?days=12"})
    assert back.url == f"{url}?days=12"
    page = client.get(url).content.decode()
    assert ("<b>6:30 pm</b>" in page, "Tue 8:00 am EST" in page, "18:30" in page) == (True, True, False)
    mina.refresh_from_db()
    meeting = sessions.book(match, next_tuesday(), by=mina)
    assert "6:30 pm IST" in client.get(meeting.get_absolute_url()).content.decode()
    mails = {mail.person: mail.body_text for mail in Email.objects.filter(kind="session_invitation")}
    assert ("6:30 pm IST on your clock" in mails[mina], "18:30 IST on Mina's" in mails[maya]) == (True, True)
    client.post(reverse("people:clock"), {"twelve_hours": ""})
    assert "<b>18:30</b>" in client.get(url).content.decode()


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", ""])
def test_changing_the_clock_leads_nowhere_else(client, mina, back):
    client.force_login(mina)
    assert client.post(reverse("people:clock"), {"twelve_hours": "12", "next": back}).url == reverse("people:profile")


def test_a_change_of_clocks_before_the_date_is_said(client, match, hours, mina, time_machine):
    match.cohort.ends_on = date(2027, 4, 30)
    match.cohort.save()
    time_machine.move_to(datetime(2027, 3, 4, 12, tzinfo=UTC))
    client.force_login(mina)
    url = reverse("sessions:book", args=[match.pk])
    text = html.unescape(client.get(url).content.decode())
    assert "Maya's clocks go forward by an hour on Sun 14 Mar, 03:00 EDT: every time after that already counts it." in text
    before = client.get(url, {"start": "2027-03-09T13:00:00+00:00"})
    after = client.get(url, {"start": "2027-03-16T12:00:00+00:00"})
    assert [len(page.context["changes"]) for page in (before, after)] == [0, 1]
    assert "before this date: the time below already counts it." in after.content.decode()


def test_the_length_offered_is_the_length_booked(client, match, hours, maya, mina):
    Availability.objects.create(person=maya, lengths=[30, 90])
    client.force_login(mina)
    url = reverse("sessions:book", args=[match.pk])
    page = client.get(url, {"minutes": "90"})
    assert (page.context["lengths"], page.context["minutes"]) == ([30, 90], 90)
    start = page.context["days"][0][1][0][0].start
    assert client.post(url, {"start": start.isoformat(), "minutes": "90"}).status_code == 302
    assert Session.objects.get().minutes == 90
    assert client.get(url, {"minutes": "45"}).context["minutes"] == 30


def test_a_dead_end_is_polite_and_offers_a_colleague(client, match, cohort, mina):
    kim = User.objects.create_user("kim@example.org", name="Kim Lee", zone="Asia/Seoul")
    now = timezone.now()
    Enrolment.objects.create(cohort=cohort, person=kim, role="mentor", invited_at=now, confirmed_at=now)
    WeeklyHours.objects.create(person=kim, weekday=3, starts=time(20), ends=time(22))
    client.force_login(mina)
    page = client.get(reverse("sessions:book", args=[match.pk]))
    assert [offer.mentor for offer in page.context["colleagues"]] == [kim]
    assert "Ask for other hours" in page.content.decode()
    assert reverse("conversations:show", args=[match.pk]) in page.content.decode()


def test_an_absence_is_said_kindly_with_a_colleague(client, match, hours, maya, mina):
    absences.go_away(maya, date.today(), date.today() + timedelta(days=5))
    client.force_login(mina)
    text = client.get(reverse("sessions:book", args=[match.pk])).content.decode()
    assert "Maya is away" in text
    assert "And will be glad to see you afterwards." in text


@pytest.mark.parametrize(("days_ahead", "is_said"), [(16, True), (60, False)])
def test_an_absence_is_said_where_it_leaves_a_gap_in_the_days_shown(client, match, hours, maya, mina, days_ahead, is_said):
    first = timezone.now().astimezone(maya.tz).date() + timedelta(days=days_ahead)
    absences.go_away(maya, first, first + timedelta(days=1))
    client.force_login(mina)
    text = client.get(reverse("sessions:book", args=[match.pk])).content.decode()
    assert (f"Maya is away {first.day} {first:%B} to" in text) is is_said


RULES = [
    ({"notice_hours": 300}, "Maya Iyer asks for 300 hours&#x27; notice: please pick a later hour."),
    (
        {"not_today": True, "notice_hours": 300},
        "Maya Iyer asks for 300 hours&#x27; notice and nothing on the same day: please pick a later hour.",
    ),
    ({"horizon_weeks": 1}, "Maya Iyer can be booked 1 week ahead: please pick an earlier hour."),
]


@pytest.mark.parametrize(("rules", "sentence"), RULES)
def test_a_booking_checks_the_mentors_rules_again(client, match, hours, maya, mina, rules, sentence):
    client.force_login(mina)
    url = reverse("sessions:book", args=[match.pk])
    start = next_tuesday() if "notice_hours" in rules else next_tuesday(weeks=3)
    availability.set_rules(maya, **rules)
    response = client.post(url, {"start": start.isoformat(), "minutes": ""})
    assert (response.status_code, Session.objects.count()) == (409, 0)
    assert sentence in response.content.decode()


@pytest.mark.parametrize("start", ["", "nonsense", "9999-12-31T23:59:59+00:00", "2026-11-24T08:00:00", "0001-01-01T00:00:00+14:00", "\x00"])
def test_a_guessed_slot_is_refused_without_harm(client, match, hours, mina, start):
    client.force_login(mina)
    url = reverse("sessions:book", args=[match.pk])
    assert client.get(url, {"start": start, "days": "9999999"}).context["chosen"] is None
    response = client.post(url, {"start": start})
    assert (response.status_code, Session.objects.count()) == (409, 0)
    assert response.context["form"].errors


def test_a_lost_race_shows_what_is_still_free(client, meeting, match, mina):
    client.force_login(mina)
    sessions.cancel(meeting, by=mina, reason="Another day.")
    taken = next_tuesday(weeks=1)
    sessions.book(match, taken, by=mina)
    rival = client.post(reverse("sessions:book", args=[match.pk]), {"start": next_tuesday(weeks=1).replace(hour=9).isoformat()})
    assert rival.status_code == 409
    assert "The sessions of that week are already booked." in rival.content.decode()
    offered = [slot.start for _, slots in rival.context["days"] for slot, _ in slots]
    free = client.get(reverse("sessions:book", args=[match.pk])).context["days"]
    assert offered == [slot.start for _, slots in free for slot, _ in slots][:4]
    assert taken not in offered


@pytest.fixture
def rival(cohort, enrolled, otto):
    place = enrol(cohort, otto, "mentee")
    return Match.objects.create(cohort=cohort, mentor=enrolled.mentor, mentee=place, status="confirmed", confirmed_at=timezone.now())


@pytest.mark.parametrize("weeks", [1, 3])
def test_who_comes_too_late_is_answered_with_eight_queries(
    client, match, hours, rival, mina, otto, cohort, weeks, django_assert_num_queries
):
    for week in range(weeks):
        sessions.book(match, next_tuesday(weeks=week), by=mina)
    client.force_login(otto)
    url = reverse("sessions:book", args=[rival.pk])
    with django_assert_num_queries(8):
        response = client.post(url, {"start": next_tuesday().isoformat(), "minutes": "60"})
    assert response.status_code == 409
    assert "This hour is no longer free: it may just have been taken." in response.content.decode()
    offered = [slot.start for _, slots in response.context["days"] for slot, _ in slots]
    assert len(offered) == 4
    free = client.get(url).context["days"]
    assert offered == [slot.start for _, slots in free for slot, _ in slots][:4]
    assert f'href="?start={quote(offered[0].isoformat())}#chosen"' in response.content.decode()


def test_weeks_that_are_booked_up_are_not_offered(client, meeting, match, mina):
    client.force_login(mina)
    days = [day for day, _ in client.get(reverse("sessions:book", args=[match.pk])).context["days"]]
    assert {day.isocalendar().week for day in days}.isdisjoint({meeting.starts_at.astimezone(mina.tz).isocalendar().week})
