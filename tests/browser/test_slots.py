"""Offering hours and picking one: by keyboard, without JavaScript, on a phone, in the dark, and to a screen reader."""

from datetime import date, datetime, time, timedelta

import pytest
from playwright.sync_api import expect

from etiquette.ledger import absences
from mentoring.actions import availability, sessions
from mentoring.models import BusyCalendar, Match, Session, WeeklyHours
from tests.browser.steps import assert_accessible
from tests.mentoring.conftest import cohort, enrol, enrolled, hours, match, next_tuesday  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def settled(match, hours, maya, mina):  # noqa: F811
    """mina has hours of her own, maya a date, a journey and a calendar."""
    WeeklyHours.objects.create(person=mina, weekday=1, starts=time(18), ends=time(20))
    availability.offer(maya, [*_mornings(), availability.slots.Weekly(4, time(22), time(1))])
    availability.override(maya, date.today() + timedelta(days=4), time(9), time(11), kind="extra")
    availability.travel(maya, date.today() + timedelta(days=20), date.today() + timedelta(days=26), "Asia/Tokyo")
    BusyCalendar.objects.create(person=maya, url="https://calendar.example.org/a.ics", error="The address could not be reached.")
    return match


def _mornings():
    return [availability.slots.Weekly(day, time(8), time(10)) for day in (1, 2, 5)]


def test_the_picker_is_easy_by_keyboard_and_without_javascript(open_page, settled, mina):
    page = open_page(mina, javascript=False)
    page.goto(f"/matches/{settled.pk}/book/")
    jump = page.get_by_role("navigation", name="Days with free times").get_by_role("link").nth(2)
    jump.focus()
    page.keyboard.press("Enter")
    third = page.locator(".day").nth(2)
    expect(third.get_by_role("heading")).to_be_focused()
    page.keyboard.press("Tab")
    expect(third.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Book this hour").press("Enter")
    expect(page.get_by_text("Booked.")).to_be_visible()
    assert Session.objects.count() == 1


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_who_comes_too_late_finds_the_next_hours_at_once(open_page, settled, mina, otto, width, scheme):
    page = open_page(mina, width=width, color_scheme=scheme)
    page.goto(f"/matches/{settled.pk}/book/")
    page.locator(".day a.slot").first.click()
    place = enrol(settled.cohort, otto, "mentee")
    rival = Match.objects.create(
        cohort=settled.cohort, mentor=settled.mentor, mentee=place, status="confirmed", confirmed_at=settled.confirmed_at
    )
    start = datetime.fromisoformat(page.locator("input[name=start]").get_attribute("value"))
    sessions.book(rival, start, by=otto)
    page.get_by_role("button", name="Book this hour").click()
    expect(page.get_by_role("alert")).to_have_text("This hour is no longer free: it may just have been taken. Please pick another one.")
    expect(page.locator("a.slot")).to_have_count(4)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)
    page.locator("a.slot").first.click()
    page.get_by_role("button", name="Book this hour").click()
    expect(page.get_by_text("Booked.")).to_be_visible()
    assert Session.objects.count() == 2


def test_a_slot_tells_its_day_and_both_clocks_to_a_screen_reader(open_page, settled, mina):
    page = open_page(mina)
    page.goto(f"/matches/{settled.pk}/book/")
    start = next_tuesday().astimezone(mina.tz)
    name = f"{start:%A} {start.day} {start:%B}, {start:%H:%M} Maya: Tue 08:00"
    expect(page.get_by_role("link", name=name)).to_have_count(1)
    region = page.get_by_role("region", name=f"{start:%A} {start.day} {start:%b}")
    expect(region.first).to_contain_text("free time")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_are_accessible_and_fit(open_page, settled, maya, mina, width, scheme):
    mentor, mentee = (open_page(person, width=width, color_scheme=scheme) for person in (maya, mina))
    for page, address in [
        *((mentor, f"/hours/{name}") for name in ("", "rules/", "room/", "away/", "calendars/")),
        (mentor, "/calendar/"),
        (mentee, f"/matches/{settled.pk}/book/"),
        (mentee, f"/matches/{settled.pk}/book/?start={next_tuesday().astimezone().isoformat().replace('+', '%2B')}"),
    ]:
        page.goto(address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    absences.go_away(maya, date.today(), date.today() + timedelta(days=3))
    WeeklyHours.objects.filter(person=maya).delete()
    mentee.goto(f"/matches/{settled.pk}/book/")
    expect(mentee.get_by_role("heading", name="Maya is away")).to_be_visible()
    assert_accessible(mentee)


def test_the_clock_one_reads_and_the_calendar_one_keeps_are_a_click_away(open_page, settled, mina, settings):
    page = open_page(mina, javascript=False)
    page.goto(f"/matches/{settled.pk}/book/")
    page.get_by_role("button", name="12-hour clock").click()
    expect(page.get_by_role("button", name="24-hour clock")).to_be_visible()
    expect(page.locator(".slot b").first).to_contain_text("m")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Sessions").click()
    page.get_by_role("link", name="Show them in your calendar").click()
    page.get_by_role("button", name="Make my address").click()
    address = page.locator("code").inner_text()
    answer = page.request.get(address.removeprefix(settings.SITE_URL))
    assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    expect(page.get_by_role("link", name="Apple")).to_have_attribute("href", address.replace("http:", "webcal:"))
