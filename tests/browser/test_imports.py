"""An admin brings reviewers and decisions in from files: problems first, then the corrected file, then yes; with and without a script."""

import csv
import io

import pytest
from playwright.sync_api import expect

from etiquette.models import Email
from mentoring.models import Decision
from tests.browser.steps import assert_accessible
from tests.mentoring.conftest import applying  # noqa: F401 - a fixture
from tests.mentoring.selecting import receive

pytestmark = pytest.mark.django_db(transaction=True)
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def choose(page, text, name="decisions.csv"):
    page.get_by_label("The file, as CSV").set_input_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})
    page.get_by_role("button", name="Read the file").click()


def looks_right(page, javascript):
    assert page.evaluate(OVERFLOW) == 0
    if javascript:
        assert_accessible(page)


@pytest.mark.parametrize(
    ("javascript", "width", "color_scheme"),
    [(True, 1280, "light"), (True, 360, "dark"), (False, 360, "light")],
    ids=["wide", "phone", "bare"],
)
def test_from_problems_to_a_corrected_file_to_decisions(open_page, olga, applying, javascript, width, color_scheme):  # noqa: F811
    receive(applying, 2)
    page = open_page(olga, javascript=javascript, width=width, color_scheme=color_scheme)
    page.goto("/cohorts/autumn/board/")
    page.get_by_role("link", name="Import", exact=True).click()
    looks_right(page, javascript)
    page.get_by_role("link", name="Import Decisions").click()
    looks_right(page, javascript)
    with page.expect_download() as awaited:
        page.get_by_role("link", name="Download the template").click()
    template = next(csv.reader(io.StringIO(awaited.value.path().read_text("utf-8-sig"))))
    assert template == ["Application", "Applicant's e-mail", "Decision", "A line to the applicant", "Reason, for admins"]

    choose(page, "Applicant's e-mail,Decision\np0@example.org,perhaps\nwho@example.org,admit\n")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 things to look at")
    expect(page.get_by_role("row", name="perhaps")).to_contain_text("This should be admit or waiting list or decline.")
    expect(page.get_by_role("row", name="who@example.org")).to_contain_text("No application to Autumn cohort")
    expect(page.get_by_role("button", name="Import")).to_have_count(0)
    looks_right(page, javascript)

    page.get_by_role("link", name="Choose the corrected file").click()
    choose(page, "Applicant's e-mail,Decision\np0@example.org,admit\nP1@example.org,decline\n")
    expect(page.get_by_role("heading", level=1)).to_have_text("The file is in order")
    assert Decision.objects.count() == 0
    looks_right(page, javascript)
    page.get_by_role("button", name="Import 2 lines").click()
    expect(page.get_by_text("2 came in, 0 changed, 0 were there already. Nobody was mailed.")).to_be_visible()
    assert list(Decision.objects.order_by("verdict").values_list("verdict", flat=True)) == ["admitted", "declined"]
    assert set(Email.objects.values_list("status", flat=True)) == {"draft"}


def test_a_file_of_the_wrong_kind_is_refused_above_the_form(open_page, olga, applying):  # noqa: F811
    page = open_page(olga, javascript=False)
    page.goto("/cohorts/autumn/imports/decisions/")
    choose(page, "Applicant's e-mail;Decision\nx;y\n")
    expect(page.get_by_role("alert")).to_contain_text("The columns are separated by semicolons or tabs, not commas.")
