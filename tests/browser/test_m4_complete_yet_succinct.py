"""M4, complete yet succinct: words are counted live against the band of each field; the coach says where a point gets lost."""

import pytest
from playwright.sync_api import expect

from tests.mentoring.conftest import cohort, enrolled, hours, match  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)


def test_m4_words_are_counted_against_the_band(open_page, match, mina):  # noqa: F811
    page = open_page(mina)
    page.goto(match.get_absolute_url())
    area = page.get_by_label("Your message")
    for count, line in [
        (5, "5 words; 20 to 200 read best"),
        (30, "30 words: a good length"),
        (205, "205 words; 5 more than the 200 that read best"),
    ]:
        area.fill("word " * count)
        expect(page.locator(".words > [aria-hidden]").first).to_have_text(line)
    area.fill("The seminar took place in the old hall. " * 30)
    coach = page.get_by_role("complementary", name="From the coach")
    expect(coach.get_by_role("link", name="M4 in the handbook")).to_be_visible()


def test_m4_every_section_of_an_introduction_has_its_band(open_page, enrolled, mina):  # noqa: F811
    page = open_page(mina)
    page.goto(f"/places/{enrolled.mentee.pk}/introduction/")
    bands = [(area.get_attribute("data-words-from"), area.get_attribute("data-words-to")) for area in page.locator("textarea").all()]
    assert bands == [("80", "150"), ("40", "120"), ("60", "120"), ("60", "120"), ("20", "60")]
    expect(page.locator(".words")).to_have_count(5)
