"""How a relationship grows, walked by both people: looking at oneself, goals, agreement, what was agreed, the plan."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.actions import development, sessions
from mentoring.defaults.competencies import ITEMS
from mentoring.models import ActionItem, SelfAssessment, Session
from tests.browser.steps import assert_accessible
from tests.mentoring.conftest import cohort, enrolled, hours, match, next_tuesday  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def over(match, hours, mina):  # noqa: F811
    """A session that ended an hour ago."""
    meeting = sessions.book(match, next_tuesday(), by=mina)
    begun = timezone.now() - timedelta(hours=2)
    Session.objects.filter(pk=meeting.pk).update(during=(begun, begun + timedelta(hours=1)))
    return meeting


def by_keyboard(page, label):
    """Press a button without a mouse, and wait for the answer: the other person looks only after it."""
    button = page.get_by_role("button", name=label, exact=True)
    button.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_goal_is_moved_forward_shown_and_talked_about(open_page, match, mina, maya):  # noqa: F811
    page = open_page(mina, width=360)
    page.goto("/")
    page.get_by_role("link", name="Goals").click()
    page.get_by_label("A goal of yours").fill("Give one talk outside my field by May.")
    by_keyboard(page, "Add the goal")
    page.get_by_role("link", name="Give one talk").click()
    page.get_by_role("link", name="Say how far you are").click()
    page.get_by_label("half-way").check()
    page.get_by_label("How one can tell").fill("The draft stands.")
    by_keyboard(page, "Save")
    expect(page.locator("main")).to_contain_text("The draft stands.")
    mentor = open_page(maya, javascript=False)
    mentor.goto(match.get_absolute_url())
    mentor.get_by_role("link", name="Goals of Mina").click()
    mentor.get_by_role("link", name="Give one talk").click()
    mentor.get_by_label("A comment").fill("Who will be in the room?")
    mentor.get_by_role("button", name="Comment", exact=True).click()
    page.reload()
    expect(page.locator("#comments")).to_contain_text("Who will be in the room?")
    assert_accessible(page)


def test_what_was_agreed_in_a_session_waits_on_both_home_pages(open_page, over, mina, maya):
    page = open_page(mina, width=360)
    page.goto(over.get_absolute_url())
    page.get_by_text("What did you agree to do?").click()
    for number, (what, who) in enumerate([("Cut the first page.", "I"), ("Ask a colleague.", "Maya")]):
        page.locator(f"#id_form-{number}-text").fill(what)
        page.locator(f"#id_form-{number}-person").select_option(who)
    page.locator("#id_form-0-due_on").fill(f"{timezone.now().date() + timedelta(days=3):%Y-%m-%d}")
    by_keyboard(page, "Write it down")
    expect(page.locator("main")).to_contain_text("Please pick a day: what has none is rarely done.")
    assert_accessible(page)
    page.locator("#id_form-1-due_on").fill(f"{timezone.now().date() + timedelta(days=5):%Y-%m-%d}")
    by_keyboard(page, "Write it down")
    expect(page.locator("main")).to_contain_text("Cut the first page.")
    mentor = open_page(maya)
    mentor.goto("/")
    mentor.get_by_role("link", name="Do what you agreed with Mina Das").first.click()
    by_keyboard(mentor, "Done")
    expect(mentor.locator("main")).to_contain_text("Cut the first page.")
    assert list(ActionItem.objects.open().values_list("text", flat=True)) == ["Cut the first page."]


def test_an_agreement_is_drafted_signed_changed_and_signed_anew(open_page, match, mina, maya):  # noqa: F811
    page = open_page(mina)
    page.goto(match.get_absolute_url())
    page.get_by_role("link", name="Your agreement").click()
    page.get_by_role("link", name="Draft it").click()
    page.get_by_label("What we work towards").fill("One talk; somebody asks a question.")
    assert_accessible(page)
    by_keyboard(page, "Save and sign")
    mentor = open_page(maya, width=360, javascript=False)
    mentor.goto("/")
    mentor.get_by_role("link", name="sign the mentoring agreement").first.click()
    mentor.get_by_role("button", name="Sign it").click()
    expect(mentor.locator(".signatures .tag.good")).to_have_count(2)
    mentor.get_by_role("link", name="Change it").click()
    mentor.get_by_label("How we end").fill("With cake, whatever happens.")
    mentor.get_by_role("button", name="Save and sign").click()
    page.goto("/")
    page.get_by_role("link", name="sign the mentoring agreement").first.click()
    expect(page.locator("main ins", has_text="cake")).to_be_visible()
    assert_accessible(page)
    by_keyboard(page, "Sign it")
    expect(page.locator(".signatures .tag.good")).to_have_count(2)


def test_looking_again_shows_the_mentor_what_moved(open_page, match, maya):  # noqa: F811
    page = open_page(maya, width=360, color_scheme="dark")
    page.goto(f"/places/{match.mentor_id}/self-assessment/")
    for scale in page.locator(".choices.scale").all():
        scale.get_by_label("4 · half-way").check()
    page.get_by_label("Skill 1", exact=True).fill("Listening")
    page.get_by_label("Skill 1: how well?").select_option("5")
    page.get_by_label("What I bring").fill("Time.")
    page.get_by_label("What I expect").fill("Questions.")
    by_keyboard(page, "Keep it")
    expect(page.locator("main .bar.of-8")).to_have_count(6)
    assert_accessible(page)
    assert SelfAssessment.objects.get(place=match.mentor).scores == dict.fromkeys(ITEMS, 4)


def test_a_plan_is_drafted_shared_discussed_and_printed(open_page, match, mina, maya):  # noqa: F811
    development.set_goal(match.mentee, mina, text="Give one talk.")
    page = open_page(mina)
    page.goto("/")
    page.get_by_role("link", name="Plan", exact=True).click()
    page.get_by_role("link", name="Draft it").click()
    page.get_by_label("Where I am").fill("At the bench. " * 60)
    page.get_by_label("Where I want to be").fill("At a desk by the sea. " * 60)
    page.get_by_label("The first step").fill("Ask three people who made this move.")
    by_keyboard(page, "Keep it")
    by_keyboard(page, "Share it with my mentor")
    expect(page.get_by_role("link", name="Revise it")).to_be_visible()
    expect(page.get_by_text("Your mentor reads it now")).to_be_visible()
    assert_accessible(page)
    mentor = open_page(maya, width=360)
    mentor.goto("/")
    mentor.get_by_role("link", name="shows you a development plan").click()
    mentor.get_by_label("A comment").fill("Which sea?")
    by_keyboard(mentor, "Comment")
    expect(mentor.locator("#comments .message")).to_contain_text("Which sea?")
    page.reload()
    expect(page.locator("#comments")).to_contain_text("Which sea?")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) in {1, 2}
    page.emulate_media(media="print")
    expect(page.get_by_text("Ask three people who made this move.")).to_be_visible()
    expect(page.get_by_role("button", name="Comment", exact=True)).to_be_hidden()
