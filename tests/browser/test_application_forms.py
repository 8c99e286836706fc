"""A form is built, and answered in two windows, with and without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.actions import cohorts
from mentoring.models import Answer, Application, FormQuestion
from tests.browser.steps import assert_accessible
from tests.mentoring.papers import pdf

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def autumn(olga):
    today = timezone.now().date()
    dates = {"applications_open_on": today - timedelta(2), "applications_close_on": today + timedelta(9)}
    return cohorts.open_cohort(
        by=olga, slug="autumn", name="Autumn", starts_on=today + timedelta(40), ends_on=today + timedelta(99), **dates
    )


def test_an_admin_builds_a_form_without_javascript(open_page, olga, autumn):
    FormQuestion.objects.all().delete()
    page = open_page(olga, javascript=False, width=360)
    for label, kind in (("Where are you now?", "One of several choices"), ("How is your English?", "A scale")):
        page.goto("/cohorts/autumn/form/mentee/")
        page.get_by_role("link", name=kind).click()
        page.get_by_label("Question").fill(label)
        if kind == "One of several choices":
            page.get_by_label("Choices, one a line").fill("PhD\nPostdoc")
        page.get_by_label("Only admins may read the answer").check()
        page.get_by_role("button", name="Add it").click()
    page.get_by_role("button", name="Move up: How is your English?").click()
    assert [question.label for question in FormQuestion.objects.form(autumn, "mentee")] == ["How is your English?", "Where are you now?"]
    page.get_by_role("button", name=re.compile("Remove.*Where are you now")).click()
    page.get_by_role("link", name="See it as an applicant").click()
    expect(page.get_by_role("group", name="How is your English?")).to_be_visible()
    expect(page.get_by_text("Only admins of the programme read this answer")).to_be_visible()


def test_a_draft_keeps_itself_and_another_window_is_told(open_page, mina, autumn):
    here, there = open_page(mina), open_page(mina, width=360, color_scheme="dark")
    for page in (here, there):
        page.goto("/cohorts/autumn/apply/mentee/")
        assert_accessible(page)
    here.get_by_label("Why this programme").fill("Half a thought")
    here.get_by_label("Tuesday 09–12").check()
    expect(here.get_by_text("Draft kept at")).to_be_visible()
    assert Application.objects.values_list("status", "motivation", "saves").get() == ("draft", "Half a thought", 1)
    assert Answer.objects.get().value == {"cells": ["1-morning"], "zone": "Asia/Kolkata"}
    there.get_by_label("Topics").fill("patents")
    expect(there.get_by_text("You changed this application in another window")).to_be_visible()
    here.get_by_label("What do you want to have reached").fill("A job.")
    here.get_by_label("Your CV").set_input_files({"name": "cv.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    here.get_by_role("button", name="Submit").click()
    expect(here.get_by_role("link", name="cv.pdf")).to_be_visible()
    assert Application.objects.values_list("status", "motivation", "tracks").get() == ("submitted", "Half a thought", [])


def test_a_draft_is_saved_by_a_button_without_javascript(open_page, mina, autumn):
    page = open_page(mina, javascript=False, width=360)
    page.goto("/cohorts/autumn/apply/mentee/")
    page.get_by_label("Why this programme").fill("Half a thought")
    page.get_by_label("Sunday 21–24").check()
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("link", name="Continue").click()
    expect(page.get_by_label("Why this programme")).to_have_value("Half a thought")
    expect(page.get_by_label("Sunday 21–24")).to_be_checked()
