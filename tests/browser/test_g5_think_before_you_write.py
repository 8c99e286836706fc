"""G5, think before you write: the coach reads along while one types, and as a review step; it never sends or blocks."""

import pytest
from playwright.sync_api import expect

from mentoring.models import Message
from tests.browser.steps import assert_accessible
from tests.mentoring.conftest import cohort, enrolled, match  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)

RUDE = "Dear Maya,\nhow dare you ignore me for weeks? You people never bother to answer. I have recieved nothing."


def test_g5_the_coach_reads_along(open_page, match, mina):  # noqa: F811
    page = open_page(mina)
    page.goto(match.get_absolute_url())
    area, coach = page.get_by_label("Your message"), page.get_by_role("complementary", name="From the coach")
    area.press_sequentially(RUDE, delay=1)
    expect(coach).to_contain_text("Text carries feelings badly")
    expect(coach.get_by_role("link", name="G5 in the handbook")).to_have_attribute("href", "/handbook/g5/")
    assert_accessible(page)

    coach.get_by_role("button", name="Accept “received”").click()
    expect(area).to_have_value(RUDE.replace("recieved", "received"))
    expect(coach.get_by_role("button", name="Accept “received”")).to_have_count(0)

    coach.get_by_role("button", name="Start from this").first.click()
    expect(area).not_to_have_value(RUDE.replace("recieved", "received"))
    area.fill(RUDE)
    coach.get_by_role("button", name="Ignore, and don’t tell me again here").first.click()
    expect(coach).not_to_contain_text("Text carries feelings badly")
    assert area.input_value() == RUDE
    page.goto("/mail/preferences/")
    page.get_by_role("button", name="Tell me again of a heated tone, in messages and feedback").click()
    expect(page.get_by_text("What the coach keeps to itself")).to_have_count(0)
    assert Message.objects.count() == 0


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_g5_check_what_i_wrote_shows_it_as_the_reader_will_see_it(open_page, match, mina, javascript):  # noqa: F811
    page = open_page(mina, javascript=javascript)
    page.goto(match.get_absolute_url())
    page.get_by_label("Your message").fill(RUDE)
    page.get_by_role("button", name="Check what I wrote").click()
    expect(page.get_by_text("As the reader will see it:")).to_be_visible()
    expect(page.get_by_text("Text carries feelings badly")).to_be_visible()
    page.get_by_role("button", name="Accept “received”").click()
    expect(page.get_by_label("Your message")).to_have_value(RUDE.replace("recieved", "received"))
    assert Message.objects.count() == 0


def test_g5_undo_within_a_minute_gives_the_text_back(open_page, match, mina, maya):  # noqa: F811
    page, other = open_page(mina), open_page(maya, javascript=False)
    page.goto(match.get_absolute_url())
    page.get_by_label("Your message").fill("Dear Maya, I have sent this too quickly.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Reaches Maya within a minute")).to_be_visible()
    assert_accessible(page)
    other.goto(match.get_absolute_url())
    expect(other.get_by_text("too quickly")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Your message")).to_have_value("Dear Maya, I have sent this too quickly.")
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_label("Your message")).to_have_value("")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_g5_a_heated_draft_is_offered_a_hold(open_page, match, mina, javascript):  # noqa: F811
    page = open_page(mina, javascript=javascript)
    page.goto(match.get_absolute_url())
    page.get_by_label("Your message").fill(RUDE)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Let it rest a while?")).to_be_visible()
    expect(page.get_by_label("It goes")).to_have_value("20")
    if javascript:
        assert_accessible(page)
    page.get_by_role("button", name="Let it wait").click()
    expect(page.get_by_text("Waits with you until")).to_be_visible()
    page.get_by_text("Another time").click()
    page.get_by_label("It goes, counted from now").select_option("in an hour")
    page.get_by_role("button", name="Change").click()
    expect(page.get_by_text("Noted: it goes then")).to_be_visible()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_text("Maya is told by mail")).to_be_visible()
    assert not Message.objects.get().is_waiting
