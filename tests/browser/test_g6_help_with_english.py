"""G6, it is fine to need help with English: a peer reads the draft and nothing else, and each suggestion is taken or left."""

import pytest
from playwright.sync_api import expect

from mentoring.models import Message, Profile, Reading
from tests.browser.steps import assert_accessible
from tests.conftest import person
from tests.mentoring.conftest import cohort, enrol, enrolled, match  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)

DRAFT = "Dear Maya, I has read the paper quick and would like to talk about the second figure."


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_g6_a_peer_reads_a_draft(open_page, cohort, match, mina, javascript):  # noqa: F811
    ines = person("Ines Murphy", "Europe/Dublin")
    enrol(cohort, ines, "mentee")
    page, helper = open_page(mina, javascript=javascript), open_page(ines, javascript=javascript, width=360)

    helper.goto("/profile/")
    helper.get_by_label("English", exact=False).last.select_option("happy to help others with English")
    helper.get_by_role("button", name="Save").click()
    assert Profile.objects.get(person=ines).english_help == "offers"

    page.goto(match.get_absolute_url())
    page.get_by_label("Your message").fill(DRAFT)
    page.get_by_role("button", name="Ask a peer to read this").click()
    expect(page.get_by_text("Ines is asked to read it.")).to_be_visible()

    helper.goto("/")
    helper.locator("li.duty").filter(has_text="draft for its English").locator(".acts .button").first.click()
    if javascript:
        assert_accessible(helper)
    helper.get_by_label("The draft").fill(DRAFT.replace("has read", "have read").replace("quick ", "quickly "))
    helper.get_by_label("A line to go with it").fill("Nicely put.")
    helper.get_by_role("button", name="Return it").click()

    page.goto("/")
    page.get_by_role("link", name="Ines Murphy has read your draft.").click()
    expect(page.get_by_text("Nicely put.")).to_be_visible()
    if javascript:
        assert_accessible(page)
    page.get_by_role("checkbox").nth(1).uncheck()
    page.get_by_role("button", name="Take the ticked changes").click()
    page.get_by_role("button", name="Go on writing with it").click()
    expect(page.get_by_label("Your message")).to_have_value(DRAFT.replace("has read", "have read"))
    assert (Reading.objects.count(), Message.objects.count()) == (0, 0)
