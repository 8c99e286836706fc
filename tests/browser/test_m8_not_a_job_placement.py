"""M8, not a job placement: the coach flags asks for a job or a letter, and offers the question to ask instead."""

import pytest
from playwright.sync_api import expect

from tests.mentoring.conftest import cohort, enrolled, match  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)

ASKS = ["Could you refer me for the opening in your team?", "Would you write me a letter of recommendation for the fellowship?"]


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("ask", ASKS, ids=["a job", "a letter"])
def test_m8_an_ask_for_a_job_or_a_letter_is_turned_into_a_question(open_page, match, mina, ask, javascript):  # noqa: F811
    page = open_page(mina, javascript=javascript)
    page.goto(match.get_absolute_url())
    area = page.get_by_label("Your message")
    area.fill(f"Dear Maya, the poster is printed. {ask}")
    if not javascript:
        page.get_by_role("button", name="Check what I wrote").click()
    coach = page.get_by_role("complementary", name="From the coach")
    expect(coach.get_by_role("link", name="M8 in the handbook")).to_be_visible()
    offer = coach.locator(".offer").first.evaluate("offer => offer.firstChild.textContent.trim()")  # a link may follow it
    coach.get_by_role("button", name="Start from this").first.click()
    expect(area).to_have_value(f"Dear Maya, the poster is printed. {offer}")
