"""Real people in a real Chromium against a real server."""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.steps import sign_in

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread; our database calls do not run in it

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HEIGHT = 800
PATIENCE = 10_000  # milliseconds


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the whole session; people get contexts of their own."""
    path = chromium.find() or pytest.exit(chromium.ADVICE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS, chromium_sandbox=os.geteuid() != 0)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, live_server):
    """`open_page(person=None, *, javascript=True, width=1280, color_scheme="light")`: a page of that person's own browser.

    The test fails if any page it opened wrote an error to its console, a blocked script or style included.
    """
    contexts, errors = [], []

    def open_page(person=None, *, javascript=True, width=1280, color_scheme="light"):
        looks = {"viewport": {"width": width, "height": HEIGHT}, "color_scheme": color_scheme}
        context = browser.new_context(base_url=live_server.url, java_script_enabled=javascript, **looks)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text) if is_error(message, page) else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        if person:
            sign_in(page, person)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


def is_error(message, page):
    """Whether the console complains of our page; that a page itself answered 404 or 409 is for the test to judge."""
    own_status = message.text.startswith("Failed to load resource") and message.location["url"] == page.url
    return message.type == "error" and not own_status
