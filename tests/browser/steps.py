"""What browser tests do again and again."""

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client


def sign_in(page, person):
    """Make `person` the one who uses this page, as if they had just signed in."""
    client = Client()
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "domain": "localhost", "path": "/"}])


def assert_accessible(page):
    """axe finds nothing to object to on the page as it stands (needs JavaScript)."""
    findings = Axe().run(page).response["violations"]
    found = [(finding["id"], [node["target"] for node in finding["nodes"]]) for finding in findings]
    assert not found, f"{page.url}: {found}"
