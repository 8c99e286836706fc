"""Moving by either side, swapping, disputing, booking an open hour: by real people, on a phone and without JavaScript."""

from datetime import time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.actions import sessions
from mentoring.models import Availability, Dispute, Match, Move, Session, WeeklyHours
from tests.browser.steps import assert_accessible
from tests.conftest import person
from tests.mentoring.conftest import cohort, enrol, enrolled, hours, match, next_tuesday  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting(match, hours, mina):  # noqa: F811
    return sessions.book(match, next_tuesday(), by=mina)


@pytest.fixture
def ottos(cohort, enrolled, hours, otto):  # noqa: F811
    facts = {"cohort": cohort, "mentor": enrolled.mentor, "mentee": enrol(cohort, otto, "mentee")}
    theirs = Match.objects.create(status="confirmed", confirmed_at=timezone.now(), **facts)
    return sessions.book(theirs, next_tuesday(weeks=1), by=otto)


def looks_right(page, width):
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def move_to(page, meeting, hour, reason):
    """From the session's own page to another hour of the same day."""
    page.goto(meeting.get_absolute_url())
    page.get_by_role("link", name="Move", exact=True).click()
    page.get_by_role("link", name=hour).first.click()
    page.get_by_label("Why?").fill(reason)
    page.get_by_role("button", name="Move it here").click()
    expect(page.get_by_text("Moved.")).to_be_visible()


def test_the_mentee_moves_it_and_the_mentor_moves_it_back(open_page, meeting, mina, maya):
    move_to(open_page(mina, javascript=False), meeting, "Maya: Tue 09:00", "My train is late.")
    assert Session.objects.get().starts_at == next_tuesday(time(9))
    theirs = open_page(maya, width=360)
    theirs.goto(meeting.get_absolute_url())
    expect(theirs.get_by_text("by Mina Das: My train is late.")).to_be_visible()
    looks_right(theirs, 360)
    move_to(theirs, meeting, f"{next_tuesday():%A} {next_tuesday().day} {next_tuesday():%B}, 08:00", "I am early anyway.")
    assert (Session.objects.get().starts_at, Move.objects.count()) == (next_tuesday(), 2)
    theirs.goto(f"{meeting.get_absolute_url()}move/")
    expect(theirs.get_by_text("has been moved twice already")).to_be_visible()


def test_the_mentor_swaps_two_mentees(open_page, meeting, ottos, maya):
    page = open_page(maya, width=360)
    page.goto(f"{meeting.get_absolute_url()}move/")
    looks_right(page, 360)
    page.get_by_role("link", name="Swap").click()
    looks_right(page, 360)
    page.get_by_label("Why?").fill("A conference.")
    page.get_by_role("button", name="Swap them").click()
    expect(page.get_by_text("Swapped.")).to_be_visible()
    assert Session.objects.get(pk=meeting.pk).starts_at == next_tuesday(weeks=1)


def test_a_no_show_is_disputed_and_decided(open_page, meeting, mina, maya, olga):
    begun = timezone.now() - timedelta(hours=2)
    Session.objects.filter(pk=meeting.pk).update(during=(begun, begun + timedelta(hours=1)))
    mentor, mentee, admin = open_page(maya), open_page(mina, width=360), open_page(olga)
    mentor.goto(f"{meeting.get_absolute_url()}settle/")
    mentor.get_by_label("No, Mina Das was missing").check()
    mentor.get_by_role("button", name="Save the answer").click()
    mentee.goto(meeting.get_absolute_url())
    looks_right(mentee, 360)
    mentee.get_by_role("link", name="I was there").click()
    mentee.get_by_label("What happened?").fill("The link was an old one.")
    looks_right(mentee, 360)
    mentee.get_by_role("button", name="Send it to an admin").click()
    expect(mentee.get_by_text("You told us that it was not so.")).to_be_visible()
    admin.goto("/cohorts/spring/board/")
    admin.get_by_role("link", name="Who came").click()
    looks_right(admin, 1280)
    admin.get_by_role("link", name="Look at it").click()
    admin.get_by_label("They came").check()
    admin.get_by_label("A line to the person").fill("You were there.")
    looks_right(admin, 1280)
    admin.get_by_role("button", name="Decide").click()
    expect(admin.get_by_text("Decided.")).to_be_visible()
    assert (Dispute.objects.get().verdict, Session.objects.get().status) == ("came", "held")


def test_an_open_hour_is_booked_from_the_list_of_sessions(open_page, match, cohort, mina):  # noqa: F811
    cohort.open_hours = True
    cohort.save()
    kim = person("Kim Lee", "America/New_York")
    enrol(cohort, kim, "mentor", capacity=1)
    WeeklyHours.objects.create(person=kim, weekday=1, starts=time(8), ends=time(10))
    Availability.objects.create(person=kim, open_hours=True)
    page = open_page(mina, width=360)
    page.goto("/sessions/")
    page.get_by_role("link", name="Open hours of other mentors").click()
    looks_right(page, 360)
    page.get_by_role("link", name="Look at it").first.click()
    page.get_by_role("button", name="Book this hour").click()
    expect(page.get_by_text("Booked.")).to_be_visible()
    looks_right(page, 360)
    assert (Session.objects.get().format, Session.objects.get().host) == ("open", kim)
