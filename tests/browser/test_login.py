"""The first page a newcomer meets, and the mailbox that lets them in."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import assert_accessible


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_login_page_is_accessible(open_page, width, color_scheme):
    page = open_page(width=width, color_scheme=color_scheme)
    page.goto("/accounts/login/")
    expect(page.get_by_label("E-mail address")).to_be_visible()
    assert_accessible(page)


def test_login_page_needs_no_javascript(open_page):
    page = open_page(javascript=False)
    page.goto("/accounts/login/")
    expect(page.get_by_label("E-mail address")).to_be_visible()


def test_a_signed_in_person_is_known(open_page, mina):
    page = open_page(mina)
    page.goto("/accounts/email/")
    expect(page.get_by_role("radio", name="mina@example.org")).to_be_visible()
