"""M3, ask for specific advice: a vague ask gets a sharper frame to start from."""

import pytest
from playwright.sync_api import expect

from tests.mentoring.conftest import cohort, enrolled, match  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)

VAGUE = "Dear Maya, please guide me in my career."


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_m3_a_vague_ask_gets_a_sharper_frame(open_page, match, mina, javascript):  # noqa: F811
    page = open_page(mina, javascript=javascript)
    page.goto(match.get_absolute_url())
    area = page.get_by_label("Your message")
    area.fill(VAGUE)
    if not javascript:
        page.get_by_role("button", name="Check what I wrote").click()
    coach = page.get_by_role("complementary", name="From the coach")
    expect(coach.get_by_role("link", name="M3 in the handbook")).to_be_visible()
    offer = coach.locator(".offer").first.inner_text()
    coach.get_by_role("button", name="Start from this").first.click()
    expect(area).to_have_value(offer)
