"""A mentor's day: from home to the week and the mentees, a kudos that arrives, and a break in one step."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mentoring.actions import conversations, preparations
from tests.browser.steps import assert_accessible
from tests.doors.world import _meeting
from tests.mentoring.conftest import cohort, enrolled, hours, match  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def busy(match, hours, mina):  # noqa: F811
    """A session whose questions are handed over, and a message that waits."""
    coming = _meeting(match, mina, weeks=0)
    questions = ["Which result would you lead with?", "What would you leave out?", "Whom should I ask next?"]
    preparations.prepare(coming, mina, progress="A draft.", agenda="The talk.", found_out="", questions=questions, ready=True)
    conversations.write(match, mina, text="Good morning.")
    return match


def test_a_mentor_sees_their_mentees_and_takes_a_break(open_page, busy, maya):
    page = open_page(maya, width=360)
    page.goto("/")
    page.get_by_role("link", name="Your mentees").click()
    expect(page.get_by_text("your turn to write")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Pause me").click()
    first, last = page.get_by_label("First day away"), page.get_by_label("Last day away")
    assert (first.input_value() < last.input_value(), first.input_value() != "") == (True, True)
    page.get_by_role("button", name="I am away").click()
    expect(page.get_by_text("your mentees are told kindly").first).to_be_visible()


def test_a_mentor_reads_their_week(open_page, busy, maya):
    page = open_page(maya)
    page.goto("/")
    page.get_by_role("link", name="Your week").click()
    expect(page.get_by_role("heading", name="Your week")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_mentee_gives_kudos_and_the_mentor_reads_them(open_page, busy, maya, mina, javascript):
    page = open_page(mina, javascript=javascript, width=360)
    page.goto(maya.get_absolute_url())
    page.get_by_role("link", name="Give Maya kudos").click()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("what did they do that helped?").first).to_be_visible()
    page.get_by_label("Your sentence").fill("You asked what I would leave out, and the talk was half as long.")
    if javascript:
        assert_accessible(page)
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("Maya reads it on their home page.")).to_be_visible()

    mentors = open_page(maya, javascript=javascript)
    mentors.goto(reverse("mentees:index"))
    expect(mentors.get_by_text("the talk was half as long").first).to_be_visible()
