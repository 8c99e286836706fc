"""Feedback as both people live it: the same four questions, a line to the admins beside, an answer that opens with thanks."""

import pytest
from playwright.sync_api import expect

from mentoring.actions import pulses, sessions
from mentoring.models import Feedback
from tests.browser.steps import assert_accessible
from tests.mentoring.conftest import cohort, enrolled, match  # noqa: F401 - fixtures
from tests.mentoring.exporting import meet
from tests.mentoring.papers import pdf

pytestmark = pytest.mark.django_db(transaction=True)


def answer(page, meeting, worth):
    """From the session's page: all four questions, and the free words."""
    page.goto(meeting.get_absolute_url())
    page.get_by_role("link", name="Give feedback").click()
    page.locator("input[name=kept_agenda][value=yes]").check()
    for name, value in {"i_was_prepared": 5, "you_were_prepared": 5, "usefulness": worth}.items():
        page.locator(f"input[name={name}][value='{value}']").check()
    page.get_by_label("What went well?").fill("You asked for the reviewer's second question, and we wrote the answer together.")


def test_feedback_arrives_and_the_reply_opens_with_thanks(open_page, match, mina, maya):  # noqa: F811
    meeting = meet(match, -1)
    mentor = open_page(maya)
    answer(mentor, meeting, worth=4)
    mentor.get_by_role("button", name="Give the feedback").click()
    page = open_page(mina, width=360)
    page.goto("/")
    page.locator("li.duty").filter(has_text="Answer Maya Iyer's feedback").locator(".acts .button").first.click()
    area = page.get_by_label("Your answer")
    expect(area).to_have_value(
        "Thank you for taking the time to tell me this, Maya. It helps me.\n\n"
        "One question, so that I get it right: which moment did you have in mind, and what would have worked better there?"
    )
    area.fill("That was not my fault. My supervisor told me to write it that way, and I only had one evening.")
    coach = page.get_by_role("complementary", name="From the coach")
    expect(coach).to_contain_text("defending the work rather than hearing the comment")
    assert_accessible(page)
    coach.get_by_role("button", name="Start from this").first.click()
    assert Feedback.objects.get().reply == ""
    page.get_by_label("Your answer").fill("Thank you, Maya. Which of the two paragraphs did you stumble over?")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("Maya Iyer reads your answer.")).to_be_visible()
    assert Feedback.objects.get().reply.startswith("Thank you, Maya.")


def test_where_two_see_it_differently_the_admins_get_a_hint(open_page, match, mina, maya, olga):  # noqa: F811
    meeting = meet(match, -1)
    mentor, mentee, admin = open_page(maya), open_page(mina), open_page(olga)
    answer(mentor, meeting, worth=5)
    mentor.get_by_role("button", name="Give the feedback").click()
    mentee.goto(f"{meeting.get_absolute_url()}feedback/")
    assert_accessible(mentee)
    answer(mentee, meeting, worth=1)
    mentee.get_by_label("A private line to the admins").fill("I would rather have another mentor.")
    mentee.get_by_role("button", name="Give the feedback").click()
    expect(mentee.get_by_text("I would rather have another mentor.")).to_be_visible()
    mentor.goto(Feedback.objects.get(author=mina).get_absolute_url())
    expect(mentor.get_by_text("1 of 5")).to_be_visible()
    expect(mentor.get_by_text("another mentor")).to_have_count(0)

    admin.goto("/")
    admin.locator("main").get_by_role("link", name="Spring cohort").click()
    admin.get_by_role("link", name="How it goes (2)").click()
    expect(admin.get_by_text("Mina Das and Maya Iyer see it differently: how much the hour was worth")).to_be_visible()
    assert_accessible(admin)
    admin.get_by_role("button", name="Seen").click()
    expect(admin.get_by_text("No gaps")).to_be_visible()
    admin.get_by_role("link", name="Mina Das, after a session with Maya Iyer").click()
    expect(admin.get_by_text("I would rather have another mentor.")).to_be_visible()
    assert_accessible(admin)
    admin.get_by_role("button", name="Seen").click()
    expect(admin.get_by_text("Nothing new")).to_be_visible()


def test_m5_feedback_is_asked_for_on_one_thing(open_page, match, mina, maya):  # noqa: F811
    hour = meet(match, -1, status="booked")
    sessions.settle(hour, by=maya, missing=[])
    mentee, mentor = open_page(mina, width=360), open_page(maya)
    mentee.goto("/")
    mentee.get_by_role("link", name="A draft is ready").click()
    expect(mentee.get_by_label("On what?")).to_have_value("our first session")
    assert_accessible(mentee)
    mentee.get_by_label("The text itself").set_input_files({"name": "Plan.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    mentee.get_by_role("button", name="Ask for feedback").click()
    expect(mentee.get_by_text("Maya may answer, ask back or say “not this time”.")).to_be_visible()

    mentor.goto("/")
    mentor.locator("li.duty").filter(has_text="request for feedback on our first session").locator(".acts .button").first.click()
    expect(mentor.get_by_role("link", name="Plan.pdf")).to_be_visible()
    assert_accessible(mentor)
    mentor.get_by_role("link", name="Give your feedback").click()
    assert_accessible(mentor)
    mentor.locator("input[name=usefulness][value='3']").check()
    mentor.get_by_label("What is good about it?").fill("You came with a plan, and you kept an eye on the clock.")
    mentor.get_by_label("Where did I lose you").fill("When you went through all the methods.")
    mentor.get_by_role("button", name="Give the feedback").click()

    mentee.goto("/")
    mentee.locator("li.duty").filter(has_text="Answer Maya Iyer's feedback").locator(".acts .button").first.click()
    expect(mentee.get_by_text("When you went through all the methods.")).to_be_visible()
    assert_accessible(mentee)


def test_the_pulse_is_three_clicks_and_a_word_reaches_an_admin(open_page, match, mina, olga):  # noqa: F811
    pulses.take()
    page, admin = open_page(mina, width=360), open_page(olga)
    page.goto("/")
    page.locator("li.duty").filter(has_text="Say in three clicks how it is going").locator(".acts .button").first.click()
    assert_accessible(page)
    page.locator("input[name=going][value='3']").check()
    page.locator("input[name=contact][value='2']").check()
    page.locator("input[name=word][value=yes]").check()
    page.get_by_role("button", name="Tell us").click()
    expect(page.get_by_text("An admin will write to you.")).to_be_visible()

    admin.goto("/cohorts/spring/feedback/")
    expect(admin.get_by_role("row", name="Week 2 mentees 1 of 1")).to_be_visible()
    assert_accessible(admin)
    admin.get_by_role("link", name="Mina Das would like a word").click()
    assert_accessible(admin)
    admin.get_by_role("button", name="We have talked").click()
    expect(admin.get_by_text("would like a word")).to_have_count(0)
