"""A group session as its people use it: a mentor offers it, mentees take seats and wait, the host says who came."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from etiquette.models import Email
from mentoring.actions import meetings, seats
from mentoring.models import Group, User
from tests.browser.steps import assert_accessible
from tests.mentoring.conftest import cohort, enrol, enrolled, next_tuesday, offer  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ann(cohort, enrolled):  # noqa: F811
    person = User.objects.create_user("ann@example.org", name="Ann Guest", zone="Europe/Berlin", zone_confirmed=True)
    enrol(cohort, person, "mentee")
    return person


def publish(page):
    page.goto("/sessions/")
    page.get_by_role("link", name="Group sessions of your cohort").click()
    page.get_by_role("link", name="Offer one in Spring cohort").click()
    page.get_by_label("Title").fill("Five CVs, read aloud")
    page.get_by_label("Date").fill(next_tuesday(weeks=1).date().isoformat())
    page.get_by_label("Begins at").fill("08:00")
    page.get_by_label("Length in minutes").fill("60")
    page.get_by_label("Seats").fill("1")
    page.get_by_label("Agenda").fill("One CV each.")
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_text("Published.")).to_be_visible()


def find_and_join(page, button):
    page.goto("/sessions/")
    page.get_by_role("link", name="Group sessions of your cohort").click()
    page.get_by_role("link", name="Five CVs, read aloud").click()
    page.get_by_role("button", name=button).click()


def say_who_came(page):
    page.goto("/")
    page.locator("li.duty").filter(has_text="Say who came").locator(".acts .button").first.click()
    expect(page.get_by_label("Mina Das")).to_be_checked()
    page.get_by_role("button", name="Save the answer").click()
    expect(page.locator("main")).to_contain_text("held")


def thank(page):
    page.goto("/")
    page.locator("li.duty").filter(has_text="Thank Maya Iyer").locator(".acts .button").first.click()
    page.get_by_label("Your note").fill("I read mine aloud, and heard where it drags.")
    page.get_by_label("It went well").check()
    page.get_by_role("button", name="Send the note").click()
    expect(page.get_by_text("Sent. Maya Iyer will be glad to hear it.")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_an_offer_to_the_thanks_of_a_guest(open_page, ann, maya, mina, javascript):
    with time_machine.travel(timezone.now(), tick=True) as clock:
        mentor, first, second = (open_page(person, javascript=javascript) for person in (maya, ann, mina))
        publish(mentor)
        find_and_join(first, "Take a seat")
        expect(first.locator("main")).to_contain_text("You have a seat.")
        find_and_join(second, "Wait for a seat")
        expect(second.locator("main")).to_contain_text("You are the next in the line.")
        first.get_by_role("button", name="Give my seat back").click()
        assert Email.objects.filter(kind="group_invitation", person=mina).count() == 1
        second.goto("/")
        expect(second.get_by_role("region", name="Next")).to_contain_text("Five CVs, read aloud with Maya Iyer")
        clock.move_to(Group.objects.get().meeting.ends_at + timedelta(minutes=5))
        meetings.ask_whether_they_met()
        say_who_came(mentor)
        thank(second)
        first.goto("/")
        expect(first.locator("li.duty")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_groups_are_accessible_and_fit(open_page, cohort, ann, maya, mina, width, scheme):  # noqa: F811
    mentor, guest = (open_page(person, width=width, color_scheme=scheme) for person in (maya, mina))
    group = offer(cohort, maya, next_tuesday(weeks=1), capacity=1)
    seats.join(group, by=ann)
    seats.join(group, by=mina)
    url = group.get_absolute_url()
    for page, address in [
        (mentor, "/groups/"),
        (mentor, "/cohorts/spring/groups/new/"),
        *((mentor, f"{url}{name}") for name in ("", "edit/", "move/", "cancel/", "settle/")),
        (guest, "/groups/"),
        (guest, url),
    ]:
        page.goto(address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
