"""G7, accept differences: a hard message is answered calmly, after a while; what felt wrong goes to admins and nobody else."""

import pytest
from playwright.sync_api import expect

from mentoring.actions import conversations
from mentoring.models import Concern, Message
from tests.browser.steps import assert_accessible
from tests.mentoring.conftest import cohort, enrolled, match  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)

HARD = "Frankly, I expected more after three months."


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_g7_a_hard_message_is_answered_calmly(open_page, match, mina, maya, javascript):  # noqa: F811
    conversations.write(match, maya, text=HARD)
    page = open_page(mina, javascript=javascript, width=360)
    page.goto(match.get_absolute_url())
    page.get_by_text("Was it hard to read?").click()
    page.get_by_role("button", name="Answer it calmly").click()
    expect(page.get_by_label("Your message")).to_have_value(
        "Thank you for writing so openly, Maya. Some of it was not easy for me to read, so I have taken a little time.\n\n"
        "What I understand you to say is … . What I would like to ask is … ?"
    )
    if javascript:
        assert_accessible(page)
    page.get_by_label("Your message").fill("Thank you, Maya. Which of the three months disappointed you most?")
    page.get_by_role("button", name="Let it wait").click()
    expect(page.get_by_text("Waits with you until")).to_be_visible()
    page.get_by_role("button", name="Send now").click()
    assert Message.objects.arrived().filter(author=mina).count() == 1


def test_g7_what_felt_wrong_reaches_the_admins_alone(open_page, match, mina, maya, olga):  # noqa: F811
    conversations.write(match, maya, text=HARD)
    page, admin, other = open_page(mina), open_page(olga), open_page(maya)
    page.goto(match.get_absolute_url())
    page.get_by_text("Was it hard to read?").click()
    page.get_by_role("link", name="This felt wrong").click()
    assert_accessible(page)
    page.get_by_label("What felt wrong?").fill("I had been ill.")
    page.get_by_role("button", name="Tell the admins").click()
    expect(page.get_by_text("Maya does not hear of it.")).to_be_visible()

    admin.goto("/")
    admin.get_by_role("navigation", name="Main").get_by_role("link", name="Concerns").click()
    admin.get_by_role("link", name="Mina Das about Maya Iyer").click()
    expect(admin.get_by_text(HARD)).to_be_visible()
    expect(admin.get_by_text("I had been ill.")).to_be_visible()
    assert_accessible(admin)
    admin.get_by_label("What was done?").fill("Spoke to both, kindly.")
    admin.get_by_role("button", name="Close it").click()
    expect(admin.get_by_role("heading", name="Seen to")).to_be_visible()
    assert_accessible(admin)
    assert Concern.objects.get().note == "Spoke to both, kindly."

    other.goto(match.get_absolute_url())
    expect(other.get_by_text("I had been ill.")).to_have_count(0)
