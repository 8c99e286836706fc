"""I3, ask questions: while preparing, a yes/no question is flagged and an open form offered."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import assert_accessible
from tests.doors.world import _meeting
from tests.mentoring.conftest import cohort, enrolled, hours, match  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_i3_a_closed_question_gets_an_open_form(open_page, match, hours, mina, javascript):  # noqa: F811
    coming = _meeting(match, mina, weeks=0)
    page = open_page(mina, javascript=javascript, width=360)
    page.goto(f"/sessions/{coming.pk}/prepare/")
    first, second = page.get_by_label("Question 1"), page.get_by_label("Question 2")
    first.fill("How did you find your first topic in Leipzig?")
    second.fill("Do you like your work at the institute?")
    if not javascript:
        page.get_by_role("button", name="Check what I wrote").click()
    coach = page.locator("#coach-id_question_2").get_by_role("complementary", name="From the coach")
    expect(coach.get_by_role("link", name="I3 in the handbook")).to_be_visible()
    if javascript:
        assert_accessible(page)
    offer = coach.locator(".offer").first.inner_text()
    coach.get_by_role("button", name="Start from this").first.click()
    expect(second).to_have_value(offer)
    expect(first).to_have_value("How did you find your first topic in Leipzig?")
