"""Kinds of session as the people who use them: an admin writes one, a mentor gives it, a mentee books and prepares it."""

import re

import pytest
from playwright.sync_api import expect

from mentoring.actions import kinds
from mentoring.models import Kind, Session
from tests.browser.steps import assert_accessible
from tests.mentoring.conftest import cohort, enrolled, hours, match  # noqa: F401 - fixtures
from tests.mentoring.papers import pdf

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def usual(match, hours):  # noqa: F811
    kinds.write_usual_kinds(match.cohort)
    return match


def add_kind(page):
    """From the cohort's board to a kind of its own."""
    page.goto("/cohorts/spring/board/")
    page.get_by_role("link", name="Kinds of session").click()
    page.get_by_role("link", name="Add a kind").click()
    page.get_by_label("Name").fill("Letter clinic")
    page.get_by_label("Length in minutes").fill("30")
    page.get_by_label("What the preparation asks").fill("Whom is the letter to?\nWhat shall it achieve?")
    page.get_by_label("A document the mentee brings").fill("Your draft")
    page.get_by_label("What the feedback asks").fill("Which sentence works?")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Added. It can be booked from now on.")).to_be_visible()
    page.get_by_role("button", name="Move up: Letter clinic").press("Enter")
    expect(page.get_by_role("region", name="On offer").locator("li").nth(3)).to_contain_text("Letter clinic")
    page.get_by_role("button", name=re.compile("Switch off.*Chalk talk")).click()
    expect(page.get_by_role("region", name="Switched off")).to_contain_text("Chalk talk")


def give_no_interviews(page):
    page.goto("/hours/")
    page.get_by_role("link", name="What you give").click()
    page.get_by_label("Mock interview").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Mock interview")).not_to_be_checked()


def book_and_prepare(page):
    page.goto("/sessions/")
    page.get_by_role("link", name="Book a session with Maya Iyer").click()
    tabs = page.get_by_role("navigation", name="Kind of session").get_by_role("link")
    expect(tabs).to_have_text(["Conversation", "CV reading 30 min", "Letter clinic 30 min"])
    tabs.nth(2).click()
    expect(page.locator("main")).to_contain_text("The mentee brings: Your draft.")
    page.locator("a.slot").first.click()
    page.get_by_role("button", name="Book this hour").click()
    expect(page.get_by_role("heading", name="Letter clinic with Maya Iyer")).to_be_visible()
    page.locator("main").get_by_role("link", name="Prepare").first.click()
    page.get_by_label("Whom is the letter to?").fill("A hiring committee.")
    page.get_by_label("Your draft").set_input_files({"name": "draft.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    for number in (1, 2, 3):
        page.get_by_label(f"Question {number}").fill(f"What about {number}?")
    page.get_by_label("Agenda").fill("Read, talk.")
    page.get_by_role("button", name="Hand it over").click()
    expect(page.get_by_text("Handed over.")).to_be_visible()


def read_it(page):
    page.goto("/sessions/")
    page.get_by_role("link", name="Letter clinic with Mina Das").click()
    page.get_by_role("link", name="Open the brief").click()
    expect(page.locator("main")).to_contain_text("A hiring committee.")
    with page.expect_download() as download:
        page.get_by_role("link", name="draft.pdf").click()
    assert download.value.suggested_filename == "draft.pdf"


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_kind_from_its_form_to_the_brief(open_page, usual, olga, maya, mina, javascript):
    add_kind(open_page(olga, javascript=javascript))
    give_no_interviews(open_page(maya, javascript=javascript))
    book_and_prepare(open_page(mina, javascript=javascript))
    read_it(open_page(maya, javascript=javascript))
    assert (Session.objects.get().kind, Session.objects.get().minutes) == (Kind.objects.get(name="Letter clinic"), 30)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_kinds_are_accessible_and_fit(open_page, usual, olga, maya, mina, width, scheme):
    admin, mentor, mentee = (open_page(person, width=width, color_scheme=scheme) for person in (olga, maya, mina))
    kind = Kind.objects.get(name="Mock interview")
    for page, address in [
        (admin, "/cohorts/spring/kinds/"),
        (admin, "/cohorts/spring/kinds/add/"),
        (admin, f"/kinds/{kind.pk}/"),
        (mentor, "/hours/kinds/"),
        (mentee, f"/matches/{usual.pk}/book/?kind={kind.pk}"),
    ]:
        page.goto(address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
