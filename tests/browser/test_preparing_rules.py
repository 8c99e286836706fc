"""The rules about getting ready, each from its handbook page to what the product does about it: G2, G4, M1, M2, M3, I1, I2."""

import pytest
from playwright.sync_api import expect

from mentoring.actions import development, sessions
from mentoring.models import Introduction, SelfAssessment, Session
from tests.mentoring.conftest import cohort, enrolled, hours, match, next_tuesday  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting(match, hours, mina):  # noqa: F811
    return sessions.book(match, next_tuesday(), by=mina)


def from_handbook(page, code, door):
    """Open the page of a rule and go where it happens."""
    page.goto(f"/handbook/{code}/")
    page.get_by_role("complementary", name="Where it happens here").get_by_role("link", name=door).click()


def back_to_handbook(page, code):
    """The page says why, and leads to its rule."""
    page.locator(f"main a.why-link[href='/handbook/{code}/']").first.click()
    expect(page.locator("article")).to_have_attribute("data-code", code.upper())
    page.go_back()


def ask(page, *questions):
    for number, question in enumerate(questions, 1):
        page.locator(f"#id_question_{number}").fill(question)


def test_g2_three_questions_and_an_agenda_reach_the_mentor_as_a_brief(open_page, meeting, mina, maya):
    page = open_page(mina)
    from_handbook(page, "g2", "Prepare your next session")
    back_to_handbook(page, "g2")
    ask(page, "What would you try first?", "Which of the two?")
    page.get_by_role("button", name="Hand it over").click()
    expect(page.locator("main")).to_contain_text("Please bring at least 3 questions.")
    ask(page, "What would you try first?", "Which of the two?", "How did you choose?")
    page.get_by_label("Agenda").fill("An hour in three parts.")
    page.get_by_role("button", name="Hand it over").click()
    brief = open_page(maya)
    from_handbook(brief, "g2", "The brief of your next session")
    expect(brief.locator("main")).to_contain_text("How did you choose?")


def test_g4_a_profile_takes_linkedin_and_says_why_nothing_private(open_page, mina):
    page = open_page(mina)
    from_handbook(page, "g4", "Your profile")
    back_to_handbook(page, "g4")
    page.get_by_label("LinkedIn").fill("https://www.facebook.com/mina")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("stay for people one knows in person")
    page.get_by_label("LinkedIn").fill("https://www.linkedin.com/in/mina")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Connect on LinkedIn")).to_be_visible()


def test_m1_looking_at_oneself_opens_the_booking_page(open_page, match, hours, mina):  # noqa: F811
    SelfAssessment.objects.all().delete()
    page = open_page(mina)
    page.goto("/sessions/")
    page.get_by_role("link", name="Book a session with Maya Iyer").click()
    back_to_handbook(page, "m1")
    expect(page.locator("a.slot")).to_have_count(0)
    from_handbook(page, "m1", "Look at yourself")
    for scale in page.locator(".choices.scale").all():
        scale.get_by_label("half-way").check()
    page.get_by_label("What I bring").fill("Patience.")
    page.get_by_label("What I expect").fill("A choice by week eight.")
    page.get_by_role("button", name="Keep it").click()
    page.goto(f"/matches/{match.pk}/book/")
    page.locator("a.slot").first.click()
    page.get_by_role("button", name="Book this hour").click()
    assert Session.objects.get().guest == mina


def test_m2_goals_are_the_mentees_and_the_mentor_reads_them(open_page, match, mina, maya):  # noqa: F811
    page = open_page(mina)
    from_handbook(page, "m2", "Your goals")
    back_to_handbook(page, "m2")
    page.get_by_label("A goal of yours").fill("Choose between two paths by May.")
    page.get_by_role("button", name="Add the goal").click()
    page.get_by_role("link", name="Choose between two paths by May.").click()
    page.get_by_role("link", name="Say how far you are").click()
    page.get_by_label("reached").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".tag.good")).to_have_text("reached")
    mentor = open_page(maya)
    mentor.goto(f"/places/{match.mentee_id}/goals/")
    expect(mentor.locator("main")).to_contain_text("Choose between two paths by May.")
    expect(mentor.get_by_role("button", name="Add the goal")).to_have_count(0)


def test_m3_a_question_hangs_on_a_goal(open_page, meeting, match, mina, maya):  # noqa: F811
    development.set_goal(match.mentee, mina, text="Choose between two paths.")
    page = open_page(mina)
    from_handbook(page, "m3", "Prepare your next session")
    ask(page, "Which result would you lead with, and why?")
    page.get_by_label("Question 1 hangs on").select_option("Choose between two paths.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(meeting.get_absolute_url())
    expect(page.locator("main")).to_contain_text("for the goal “Choose between two paths.”")


def test_i1_an_introduction_is_written_in_sections(open_page, enrolled, mina):  # noqa: F811
    page = open_page(mina)
    from_handbook(page, "i1", "Your introduction")
    back_to_handbook(page, "i1")
    for section in page.locator("main textarea").all():
        section.fill("I film proteins as they change shape, mostly at night.")
    page.get_by_role("button", name="Hand in", exact=True).click()
    assert Introduction.objects.get().status == "submitted"


def test_i2_what_one_found_out_stands_in_the_brief(open_page, meeting, mina, maya):
    page = open_page(mina)
    from_handbook(page, "i2", "Prepare your next session")
    ask(page, "Why then?", "What came first?", "What would you do now?")
    page.get_by_label("Agenda").fill("An hour in three parts.")
    page.get_by_label("What I found out about my mentor").fill("You left the bench before the paper came out.")
    page.get_by_role("button", name="Hand it over").click()
    brief = open_page(maya)
    from_handbook(brief, "i2", "The brief of your next session")
    expect(brief.locator("main")).to_contain_text("You left the bench before the paper came out.")
