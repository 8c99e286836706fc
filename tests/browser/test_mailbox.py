"""The mailbox in a browser: foreign HTML shown, its scripts dead."""

import pytest
from django.core.mail import EmailMultiAlternatives
from playwright.sync_api import expect

from gurukool.mailbox.letters import save
from tests.browser.steps import assert_accessible


@pytest.fixture
def mailbox(settings, tmp_path):
    """A mailbox with one mail."""
    settings.MAILBOX_DIR = tmp_path
    mail = EmailMultiAlternatives("Your code", "Your code is 4711.\n\nhttp://localhost/", "hello@gurukool.example", ["mina@example.org"])
    mail.attach_alternative('<h1 style="color: green">Your code is 4711</h1>', "text/html")
    mail.attach("invitation.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar")
    save(tmp_path, mail.message().as_bytes(), ["mina@example.org"])


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_newcomer_reads_the_code(open_page, mailbox, width, color_scheme):
    page = open_page(width=width, color_scheme=color_scheme)
    page.goto("/mailbox/")
    assert_accessible(page)
    page.get_by_role("link", name="Your code").click()
    expect(page.get_by_text("Your code is 4711.")).to_be_visible()
    foreign = page.frame_locator("iframe").get_by_role("heading", name="Your code is 4711")
    expect(foreign).to_have_css("color", "rgb(0, 128, 0)")
    assert_accessible(page)
