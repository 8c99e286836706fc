"""Matching in a browser: ask, watch, drag or select, lock, run again, compare, choose; and wishes, an ending, taking back."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.actions import matchmaking
from mentoring.actions.places import invite_roster
from mentoring.models import Cohort, Enrolment, Match, Proposal, Wish
from tests.browser.steps import assert_accessible
from tests.mentoring.importing import import_roster

ROSTER = Path(__file__).parent.parent / "data" / "cohort.csv"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cohort(olga):
    """The roster's cohort, everybody confirmed, starting in three weeks."""
    import_roster(ROSTER.read_bytes(), slug="autumn", by=None)
    today = timezone.now().date()
    Cohort.objects.update(name="Autumn cohort", starts_on=today + timedelta(21), ends_on=today + timedelta(105))
    cohort = Cohort.objects.get()
    invite_roster(cohort, by=olga)
    Enrolment.objects.update(confirmed_at=timezone.now())
    return cohort


def run_matching(page, mode="Best in all"):
    page.goto("/cohorts/autumn/proposals/")
    page.get_by_label(re.compile(mode)).check()
    page.locator("form").filter(has=page.get_by_role("heading", name="Run it")).get_by_role("button").click()
    expect(page.get_by_role("heading", name="Matching is running")).to_be_visible()
    matchmaking.run_waiting()


def drag(page, what, to):
    """By the mouse, in steps: the browser wants to see it move."""
    what.scroll_into_view_if_needed()
    what.hover()
    page.mouse.down()
    to.hover()
    to.hover()
    page.mouse.up()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_admin_matches_a_roster(open_page, cohort, olga, javascript):
    page = open_page(olga, javascript=javascript)
    run_matching(page)
    if not javascript:
        page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("heading", name="A proposal for Autumn cohort")).to_be_visible()
    assert Match.objects.drafted().count() + len(Proposal.objects.get().unmatched) == 60

    match = Match.objects.drafted().filter(mentor__person__name__lt="F").order_by("mentor__person__name", "mentee__person__name").first()
    seat = page.locator(f"#mentee-{match.mentee_id}")
    other = page.locator("[data-mentor]").filter(has_not=page.locator(f"#mentee-{match.mentee_id}")).nth(1)
    goal = other.get_attribute("data-mentor")
    if javascript:
        drag(page, seat.locator("b"), other.locator(".seat-head"))
    else:
        seat.get_by_role("link", name="Change").click()
    expect(page.get_by_role("heading", name=f"A mentor for {match.mentee.person.name}")).to_be_visible()
    option = page.locator(f"input[name=to][value^='{goal}']") if javascript else page.locator("input[name=to]").first
    goal = option.get_attribute("value").split(":")[0]
    option.check()
    page.get_by_role("button", name="Move and lock").click()
    expect(page.locator(f"[data-mentor='{goal}']")).to_contain_text(match.mentee.person.name)

    page.get_by_role("button", name="Run again, keeping locks").click()
    matchmaking.run_waiting()
    page.goto(Proposal.objects.latest("created_at").get_absolute_url())
    again = Proposal.objects.latest("created_at")
    assert str(again.matches.get(mentee=match.mentee).mentor_id) == goal
    page.get_by_role("link", name="Compare with the board").click()
    expect(page.get_by_role("heading", name="Two proposals side by side")).to_be_visible()
    page.get_by_role("button", name="Choose the right").click()
    expect(page.get_by_text("These are the cohort's pairs now.")).to_be_visible()

    page.get_by_role("link", name="Look over and approve").click()
    page.get_by_role("button", name="Tick “It is safe”").click()
    expect(page.get_by_role("button", name="Not yet “It is safe”")).to_be_visible()
    page.get_by_role("button", name="Approve the cohort").click()
    expect(page.get_by_role("heading", name="Autumn cohort is approved")).to_be_visible()
    assert (Match.objects.proposed().count(), Match.objects.confirmed().count()) == (0, again.matches.count())

    page.get_by_text("Take the approval back").click()
    page.get_by_label("Why?").fill("Two people swapped their dates.")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Two people swapped their dates.")).to_be_visible()
    assert Match.objects.confirmed().count() == 0


def test_either_side_ends_a_match_and_wishes_otherwise(open_page, cohort, olga):
    mentee = cohort.enrolments.mentees().select_related("person").first()
    mentor = cohort.enrolments.mentors().select_related("person").first()
    Cohort.objects.update(approved_at=timezone.now(), approved_by=olga)
    match = Match.objects.create(cohort=cohort, mentor=mentor, mentee=mentee, status="confirmed", confirmed_at=timezone.now())
    page = open_page(mentee.person)
    page.goto(match.get_absolute_url())
    page.get_by_role("link", name="End this match").click()
    page.get_by_label("Why?").fill("We never found an hour.")
    page.get_by_role("button", name="End the match").click()
    expect(page.get_by_text("The match has ended.")).to_be_visible()
    page.goto(f"/places/{mentee.pk}/wishes/?q={mentor.person.name}")
    page.get_by_label(mentor.person.name).select_option("I would rather not")
    page.get_by_role("button", name="Keep these wishes").click()
    expect(page.get_by_text("Your wishes are kept.")).to_be_visible()
    assert Wish.objects.filter(person=mentee.person, about=mentor.person, kind="avoid").exists()


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_are_accessible(open_page, cohort, olga, width, color_scheme):
    page = open_page(olga, width=width, color_scheme=color_scheme)
    run_matching(page, "Stable")
    assert_accessible(page)
    proposal, mentee = Proposal.objects.get(), cohort.enrolments.mentees().first()
    page.wait_for_url(f"**{proposal.get_absolute_url()}")
    paths = [proposal.get_absolute_url(), "/cohorts/autumn/proposals/", f"/cohorts/autumn/proposals/compare/?b={proposal.pk}"]
    paths += [f"/places/{mentee.pk}/mentor/?proposal={proposal.pk}", "/cohorts/autumn/approval/", "/cohorts/autumn/matching/mentors/"]
    for path in paths:
        page.goto(path)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
