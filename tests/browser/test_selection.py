"""Two reviewers, a table, drafts and their release, clicked through with and without JavaScript; by keyboard where there is script."""

import pytest
from playwright.sync_api import expect

from etiquette.models import Email
from mentoring.models import Application, Decision, Review, Reviewer
from tests.browser.steps import assert_accessible
from tests.mentoring.conftest import applying  # noqa: F401 - a fixture
from tests.mentoring.selecting import give, receive

pytestmark = pytest.mark.django_db(transaction=True)


def score(page):
    for criterion in page.locator(".choices.outcome").all()[:3]:
        criterion.locator("input").nth(3).check()
    page.get_by_label("Why you see it so").fill("A clear wish, and time for it.")
    page.get_by_role("button", name="Give the review").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_sharing_out_to_the_release(open_page, olga, maya, applying, javascript):  # noqa: F811
    first, second, third = receive(applying, 3)
    Reviewer.objects.create(cohort=applying, person=maya)
    admin, reviewer = open_page(olga, javascript=javascript), open_page(maya, javascript=javascript)

    admin.goto("/cohorts/autumn/reviews/")
    admin.get_by_role("button", name="Give every application 2 reviewers").click()
    expect(admin.get_by_text("6 reviews shared out.")).to_be_visible()

    reviewer.goto("/")
    reviewer.locator("li.duty").filter(has_text="Review applications to Autumn cohort").locator(".acts .button").first.click()
    if javascript:
        expect(reviewer.get_by_role("button", name="Keys: j down, k up, n next")).to_be_visible()
        reviewer.keyboard.press("j")
        expect(reviewer.get_by_role("link", name="Person 0000")).to_be_focused()
        reviewer.keyboard.press("n")
    else:
        reviewer.get_by_role("link", name="Review the next one").click()
    for name in ("Person 0000", "Person 0001", "Person 0002"):
        expect(reviewer.get_by_role("heading", name=name)).to_be_visible()
        score(reviewer)
    assert Review.objects.given().filter(reviewer=maya).count() == 3
    for application in (first, second, third):
        give(application, olga, 3)

    admin.goto("/cohorts/autumn/reviews/?sort=-median")
    for name in ("Person 0000", "Person 0001"):
        admin.get_by_label(f"Tick {name}").check()
    admin.get_by_role("radio", name="Admit").check()
    if javascript:
        expect(admin.locator("[data-capacity]")).to_have_text("2 ticked; 0 places for mentees left after admitting them.")
        assert_accessible(admin)
    admin.get_by_role("button", name="Look at the selection").click()
    admin.get_by_label("A line to all of them").fill("We look forward to it.")
    admin.get_by_role("button", name="Record, and draft the mails").click()
    expect(admin.get_by_text("Drafted: 2.")).to_be_visible()
    assert set(Email.objects.filter(kind="admitted").values_list("status", flat=True)) == {"draft"}

    admin.get_by_role("button", name="Take back the decision about Person 0001").click()
    admin.get_by_role("button", name="Release it, and send the mails").click()
    expect(admin.get_by_text("Released: 1.")).to_be_visible()
    assert list(Application.objects.order_by("submitted_at").values_list("status", flat=True)) == ["admitted", "submitted", "submitted"]
    assert (Decision.objects.count(), Email.objects.get(kind="admitted", status="queued").person) == (1, first.person)
