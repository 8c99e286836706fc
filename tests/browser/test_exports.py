"""An admin downloads what a cohort has, by keyboard, on a phone and in the dark; axe has nothing to say."""

from pathlib import Path

import pytest

from tests.browser.steps import assert_accessible
from tests.mentoring.conftest import applying  # noqa: F401 - a fixture
from tests.mentoring.selecting import receive

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "color_scheme"), [(1280, "light"), (360, "dark")])
def test_the_page_of_downloads(open_page, olga, applying, width, color_scheme):  # noqa: F811
    receive(applying, 2, motivation="=1+1")
    page = open_page(olga, width=width, color_scheme=color_scheme)
    page.goto("/cohorts/autumn/board/")
    page.get_by_role("link", name="Download", exact=True).click()
    assert_accessible(page)
    link = page.get_by_role("link", name="Download Applications")
    link.focus()
    with page.expect_download() as awaited:
        page.keyboard.press("Enter")
    text = Path(awaited.value.path()).read_text("utf-8-sig")
    assert (awaited.value.suggested_filename, text.count(",'=1+1,")) == ("autumn-applications.csv", 2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
