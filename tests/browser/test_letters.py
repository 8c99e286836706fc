"""M8, not a job placement: a letter once two know each other, with facts, a question back, and thanks, as both people."""

import pytest
from playwright.sync_api import expect

from mentoring.models import LetterRequest
from tests.browser.steps import assert_accessible
from tests.mentoring.asking import in_days, know_each_other
from tests.mentoring.conftest import cohort, enrolled, match  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)


def to_the_request(page, title):
    page.goto("/")
    page.locator("li.duty").filter(has_text=title).locator(".acts .button").first.click()


def press(page, button, says):
    """Press a button, and wait until its page says what came of it: only then may the other person look."""
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text(says)).to_be_visible()


def test_m8_a_letter_from_not_quite_yet_to_thanks(open_page, match, mina, maya):  # noqa: F811
    mentee, mentor = open_page(mina, width=360), open_page(maya)
    mentee.goto(match.get_absolute_url())
    mentee.get_by_role("link", name="Ask for feedback on one thing, or for a letter").click()
    assert_accessible(mentee)
    mentee.get_by_role("link", name="Ask Maya for a letter").click()
    expect(mentee.get_by_text("you need 4 more sessions and 6 more weeks")).to_be_visible()
    assert_accessible(mentee)

    know_each_other(match)
    mentee.reload()
    assert_accessible(mentee)
    for label, words in {"For what?": "a grant", "To whom does it go?": "the fund", "What could it mention?": "Our plan."}.items():
        mentee.get_by_label(label).fill(words)
    mentee.get_by_label("By when?").fill(in_days(21).isoformat())
    press(mentee, "Send the facts", "Maya is free to say yes, no, or to ask for more.")

    to_the_request(mentor, "Answer Mina Das's request for a letter")
    assert_accessible(mentor)
    mentor.get_by_text("Ask back first").click()
    mentor.get_by_label("Tell me more").fill("Could you send me the advertisement?")
    press(mentor, "Ask back", "Sent. Mina Das reads it.")

    to_the_request(mentee, "Tell Maya Iyer more")
    expect(mentee.get_by_text("Could you send me the advertisement?")).to_be_visible()
    assert_accessible(mentee)
    mentee.get_by_label("Your answer").fill("It is on their page, under Early Career.")
    press(mentee, "Send the answer", "Sent. Maya Iyer reads it.")

    to_the_request(mentor, "Answer Mina Das's request for a letter")
    press(mentor, "I will write it", "Thank you. Mina knows")
    to_the_request(mentor, "Send the letter for Mina Das")
    press(mentor, "I have sent it", "Mina is told.")
    assert_accessible(mentor)

    to_the_request(mentee, "Thank Maya Iyer for the letter")
    assert_accessible(mentee)
    mentee.get_by_label("Your note").fill("Your letter helped me say what I want; I handed everything in today.")
    mentee.locator("input[name=outcome][value=not_yet]").check()
    press(mentee, "Send the note", "Sent. Maya Iyer will be glad to hear it.")
    mentor.goto("/")
    expect(mentor.get_by_text("Mina Das thanks you for your letter.")).to_be_visible()
    assert LetterRequest.objects.get().status == "done"


def test_m8_a_mentor_declines_without_a_reason_and_without_javascript(open_page, match, mina, maya):  # noqa: F811
    know_each_other(match)
    mentee, mentor = open_page(mina, javascript=False), open_page(maya, javascript=False, width=360)
    mentee.goto(f"{match.get_absolute_url()}letter/")
    for label, words in {"For what?": "a job", "To whom does it go?": "them", "What could it mention?": "Our plan."}.items():
        mentee.get_by_label(label).fill(words)
    mentee.get_by_label("By when?").fill(in_days(21).isoformat())
    press(mentee, "Send the facts", "Maya is free to say yes, no, or to ask for more.")
    to_the_request(mentor, "Answer Mina Das's request for a letter")
    mentor.get_by_role("button", name="Not this time").click()
    expect(mentor.get_by_text("Mina gets one kind sentence, and nobody else learns of it.")).to_be_visible()
    mentee.goto("/requests/")
    mentee.get_by_role("link", name="You asked Maya Iyer: a letter for a job").click()
    expect(mentee.get_by_text("Maya cannot take this on this time. Asking was right, and it says nothing about your work.")).to_be_visible()


def test_m8_the_coach_shows_where_letters_are_asked_for(open_page, match, mina):  # noqa: F811
    page = open_page(mina)
    page.goto(match.get_absolute_url())
    page.get_by_label("Your message").press_sequentially("Could you write me a letter of recommendation? ", delay=1)
    page.get_by_role("link", name="Letters are asked for here").click()
    expect(page.get_by_role("heading", name="Requests")).to_be_visible()
