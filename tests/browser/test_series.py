"""The whole series in one go, as a mentee books it and a mentor calls the rest of it off."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from etiquette.ledger import absences
from etiquette.models import Email
from mentoring.actions import series
from mentoring.models import Session
from tests.browser.steps import assert_accessible
from tests.mentoring.conftest import cohort, enrolled, hours, match, next_tuesday  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def away_once(match, hours, maya):  # noqa: F811
    """maya is away on the second Tuesday."""
    day = next_tuesday(weeks=1).date()
    absences.go_away(maya, day, day)
    return match


def book_every_week(page, name):
    page.goto("/sessions/")
    page.get_by_role("link", name="Book a session with Maya Iyer").click()
    page.get_by_role("link", name=name).click()
    page.get_by_role("link", name="Every week at this hour").click()
    page.get_by_label("Every week until").fill(next_tuesday(weeks=3).date().isoformat())
    page.get_by_role("button", name="Look at these dates").click()
    expect(page.get_by_role("heading", name="4 dates")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Maya is away, or takes no sessions that day. Free in that week: Sat")
    assert Session.objects.count() == 0
    page.get_by_role("button", name="Book these 3 sessions").click()
    expect(page.get_by_text("Booked. Each session comes with an invitation of its own")).to_be_visible()
    expect(page.get_by_text("Not booked:")).to_contain_text("Maya is away")
    page.go_back()
    expect(page.locator("li").filter(has_text="booked already")).to_have_count(3)


def cancel_the_rest(page):
    page.goto("/sessions/")
    page.get_by_role("link", name="with Mina Das").first.click()
    page.get_by_role("link", name="The weekly series it belongs to").click()
    page.get_by_role("link", name="Cancel the 3 sessions still to come").click()
    page.get_by_label("Why?").fill("I change my job.")
    page.get_by_role("button", name="Cancel them all").click()
    expect(page.get_by_text("Cancelled. Mina Das is told")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_series_is_seen_booked_once_and_called_off(open_page, away_once, maya, mina, javascript):
    start = next_tuesday().astimezone(mina.tz)
    book_every_week(open_page(mina, javascript=javascript), f"{start:%A} {start.day} {start:%B}, {start:%H:%M}")
    assert (Session.objects.booked().count(), Email.objects.filter(kind="session_invitation").count()) == (3, 6)
    cancel_the_rest(open_page(maya, javascript=javascript))
    assert (Session.objects.booked().count(), Email.objects.filter(kind="session_cancelled").count()) == (0, 6)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_a_series_are_accessible_and_fit(open_page, away_once, mina, width, scheme):
    page = open_page(mina, width=width, color_scheme=scheme)
    until = next_tuesday(weeks=3).date()
    asked = f"start={next_tuesday().astimezone().isoformat().replace('+', '%2B')}&until={until + timedelta(weeks=2)}"
    made, _ = series.book(away_once, next_tuesday(weeks=2), until, by=mina)
    for address in (f"/matches/{away_once.pk}/series/?{asked}", f"/series/{made.pk}/", f"/series/{made.pk}/cancel/"):
        page.goto(address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
