"""Every page of every person: axe finds nothing, and nothing runs off a phone's edge."""

import pytest

from tests.browser.steps import assert_accessible
from tests.doors.table import TABLE
from tests.doors.world import world  # noqa: F401 - fixtures
from tests.mentoring.conftest import cohort, enrolled, hours, match  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)

ROLES = ["guest", "outsider", "mentee", "mentor", "admin"]
DOWNLOADS = {"sessions:calendar", "sessions:document", "applications:file", "exports:download", "imports:template"}
DOWNLOADS |= {"certificates:download", "conversations:file", "feedback_requests:file"}
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def opened_by(role):
    """The addresses that show `role` a page, each page looked at as the person it is for."""
    column = ROLES.index(role)
    for name, (address, statuses) in TABLE.items():
        if statuses and statuses[column] == 200 and name not in DOWNLOADS:
            yield name, address


@pytest.mark.parametrize(("width", "color_scheme"), [(360, "light"), (1280, "dark")])
@pytest.mark.parametrize("role", ["guest", "mentee", "mentor", "admin"])
def test_pages_are_accessible_and_fit(open_page, world, mina, maya, olga, role, width, color_scheme):  # noqa: F811
    people = {"guest": None, "mentee": mina, "mentor": maya, "admin": olga}
    page = open_page(people[role], width=width, color_scheme=color_scheme)
    for name, address in opened_by(role):
        page.goto(address.format(**world))
        assert (name, page.evaluate(OVERFLOW)) == (name, 0)
        assert_accessible(page)
