"""The handbook and the self-check: for anybody, without JavaScript, on a phone, in the dark, to a screen reader, on paper."""

import pytest
from playwright.sync_api import expect

from etiquette.handbook.scenes import scenes
from etiquette.models import Checklist, Rule, SelfCheck
from mentoring.actions import sessions
from tests.browser.steps import assert_accessible
from tests.mentoring.conftest import cohort, enrolled, hours, match, next_tuesday  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_guest_reads_from_the_first_page_to_the_last(open_page):
    page = open_page(javascript=False)
    page.goto("/handbook/")
    page.get_by_role("link", name="G1 Acknowledge receipt").click()
    for _ in range(19):
        page.locator("a[rel=next]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Leave a lasting impression")
    expect(page.locator("a[rel=next]")).to_have_count(0)


def test_the_self_check_is_done_in_a_few_clicks_and_leaves_only_that_it_was(open_page, enrolled, mina):  # noqa: F811
    page = open_page(mina, javascript=False)
    page.goto("/")
    page.get_by_role("link", name="Begin the self-check").click()
    page.get_by_role("link", name="Begin").click()
    for scene in scenes():
        page.get_by_label(scene.choices[0].text).check()
        page.get_by_role("button", name="See what it does").click()
        for choice in scene.choices:
            expect(page.get_by_text(choice.effect)).to_be_visible()
        page.locator("main .button.first").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for the five minutes")
    page.get_by_role("button", name="Forget my answers").click()
    expect(page.get_by_text("Your answers are gone.")).to_be_visible()
    assert SelfCheck.objects.get().person == mina
    page.goto("/")
    expect(page.get_by_role("link", name="Begin the self-check")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_are_accessible_and_fit(open_page, match, hours, mina, olga, width, scheme):  # noqa: F811
    meeting = sessions.book(match, next_tuesday(), by=mina)
    reader, admin = (open_page(person, width=width, color_scheme=scheme) for person in (mina, olga))
    rule = Rule.objects.get(act="acknowledge")
    for page, address in [
        *((reader, f"/handbook/{name}") for name in ("", "g3/", "all/", "self-check/", "self-check/2/", "self-check/end/")),
        *((reader, f"/{address}") for address in (f"sessions/{meeting.pk}/", f"checklists/before_session/{meeting.pk}/")),
        *((reader, f"/places/{match.mentee_id}/{name}/") for name in ("self-assessment", "goals")),
        *((admin, f"/cohorts/spring/{name}/") for name in ("rules", f"rules/{rule.pk}", "norms/g2", "checklists/first_contact/mentee")),
    ]:
        page.goto(address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_checklist_is_ticked_by_keyboard_and_prints(open_page, match, hours, mina):  # noqa: F811
    meeting = sessions.book(match, next_tuesday(), by=mina)
    page = open_page(mina, javascript=False)
    page.goto(f"/sessions/{meeting.pk}/")
    step = Checklist.objects.get(moment="before_session", role="mentee", scope=None).steps.first()
    page.get_by_role("button", name=step.text).press("Enter")
    expect(page.get_by_role("button", name=step.text)).to_have_attribute("aria-pressed", "true")
    page.get_by_role("region", name="Before you meet").get_by_role("link", name="On its own page").click()
    page.emulate_media(media="print")
    expect(page.get_by_text(step.text)).to_be_visible()
    expect(page.get_by_role("link", name="The handbook")).to_be_hidden()
