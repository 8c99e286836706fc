"""M6, take correction well: the answer to feedback opens with thanks and a question; defence is flagged before it goes."""

import pytest
from playwright.sync_api import expect

from mentoring.actions import feedback
from tests.browser.steps import assert_accessible
from tests.doors.world import _meeting, _over
from tests.mentoring.conftest import cohort, enrolled, hours, match  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)

DEFENCE = "It's not my fault, my supervisor told me to write it like this and nobody else complained."


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_m6_thanks_and_a_question_instead_of_defence(open_page, match, hours, mina, maya, javascript):  # noqa: F811
    held = _over(_meeting(match, mina, weeks=1), hours=2, by=mina, missing=[])
    said = feedback.give(held, maya, kept_agenda="partly", usefulness=3, went_well="The question.", next_time="Shorter slides.")
    page = open_page(mina, javascript=javascript)
    page.goto(said.get_absolute_url())
    area = page.get_by_label("Your answer")
    assert area.input_value().startswith("Thank you for taking the time to tell me this, Maya.")
    opening = area.input_value()
    area.fill(DEFENCE)
    if not javascript:
        page.get_by_role("button", name="Check what I wrote").click()
    coach = page.get_by_role("complementary", name="From the coach")
    expect(coach.get_by_role("link", name="M6 in the handbook")).to_be_visible()
    if javascript:
        assert_accessible(page)
    area.fill(opening)
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("Sent. Maya Iyer reads your answer.")).to_be_visible()
    said.refresh_from_db()
    assert said.reply.replace("\r\n", "\n") == opening
