"""The ledger in a browser, rule by rule: saying that something arrived, thanks and what came of it, hours given, one's record."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from etiquette.ledger import outcomes
from etiquette.models import Duty, FollowUp, ThankYou
from etiquette.models.about import about_facts
from mentoring.actions import conversations, sessions
from mentoring.models import Session
from tests.browser.steps import assert_accessible
from tests.mentoring.conftest import cohort, enrolled, hours, match, next_tuesday  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def thanked(match, mina, maya):  # noqa: F811
    note = ThankYou.objects.create(sender=mina, recipient=maya, text="You opened a door.", outcome="not_yet", **about_facts(match))
    ThankYou.objects.update(created_at=timezone.now() - timedelta(days=32))
    return note


def test_g1_received_by_one_click_in_the_mail_and_a_promise_the_other_side_sees(open_page, match, mina, maya):  # noqa: F811
    first, second = (conversations.write(match, mina, text=text) for text in ("Is Tuesday fine?", "Or Friday?"))
    page = open_page(javascript=False)  # not signed in
    page.goto(conversations.receipt_url(first, maya))
    page.get_by_role("button", name="Received").click()
    expect(page.get_by_role("heading", name="Mina sees that it arrived")).to_be_visible()
    assert Duty.objects.get(about_id=first.pk).status == "discharged"
    mentor = open_page(maya, width=360)
    mentor.goto("/owed/")
    assert_accessible(mentor)
    mentor.get_by_role("link", name="I’ll do it by …").first.click()
    mentor.get_by_label("I’ll answer by").fill(f"{timezone.localdate() + timedelta(days=3)}")
    mentor.get_by_role("button", name="Promise it").click()
    expect(mentor.get_by_text("It is your turn. You promised")).to_be_visible()
    mentor.goto("/owed/")
    expect(mentor.get_by_text("promised for")).to_be_visible()
    mentee = open_page(mina)
    mentee.goto("/owed/")
    expect(mentee.get_by_role("region", name="Promised to you")).to_contain_text("Maya Iyer by")
    assert second.pk in Duty.objects.open().values_list("about_id", flat=True)


def test_g3_what_came_of_it_is_told_months_later_and_thanks_stand_on_the_wall_with_both_consents(open_page, thanked, mina, maya):
    assert outcomes.ask() == 1
    mentee, mentor, guest = open_page(mina), open_page(maya), open_page(javascript=False)
    mentee.goto("/owed/")
    mentee.get_by_role("link", name="Tell them").click()
    mentee.get_by_text("It went well").click()
    mentee.get_by_label("In a line or two").fill("The paper is accepted.")
    assert_accessible(mentee)
    mentee.get_by_role("button", name="Tell Maya").click()
    mentee.get_by_role("button", name="I agree to show it").click()
    guest.goto("/thanks/wall/")
    expect(guest.get_by_text("You opened a door.")).to_have_count(0)
    mentor.goto("/")
    mentor.get_by_role("link", name="Mina Das tells you what came of it.").click()
    expect(mentor.get_by_text("The paper is accepted.")).to_be_visible()
    mentor.get_by_role("button", name="I agree to show it").click()
    guest.goto("/thanks/wall/")
    expect(guest.get_by_text("You opened a door.")).to_be_visible()
    assert FollowUp.objects.get().outcome == "good"


def test_i4_the_hours_a_mentor_gives_are_counted_and_thanked(open_page, match, hours, enrolled, maya):  # noqa: F811
    page = open_page(maya)
    page.goto(f"/places/{enrolled.mentor.pk}/")
    section = page.get_by_role("region", name="The hours you give")
    expect(section).to_contain_text("offered")
    expect(section).to_contain_text("Each of them is a gift.")
    assert_accessible(page)


def test_m7_a_record_is_its_owners_and_an_entry_can_be_corrected(open_page, match, mina, maya, olga):  # noqa: F811
    message = conversations.write(match, maya, text="Are you well?")
    Duty.objects.filter(about_id=message.pk).update(due_at=timezone.now() - timedelta(days=1))
    conversations.write(match, mina, text="Yes, sorry for the wait.")
    mentee = open_page(mina)
    mentee.goto("/owed/")
    mentee.get_by_role("link", name="Your record: what you kept").click()
    expect(mentee.get_by_role("listitem").filter(has_text="Acknowledge")).to_contain_text("late")
    assert_accessible(mentee)
    mentee.get_by_role("link", name="This is not right").click()
    mentee.get_by_label("What was different?").fill("I was ill that day.")
    mentee.get_by_role("button", name="Ask an admin to look").click()
    admin = open_page(olga)
    admin.goto("/overdue/")
    admin.get_by_role("link", name="1 person says that their record is not right.").click()
    admin.get_by_role("link", name="Look").click()
    admin.get_by_text("Strike it out").click()
    admin.get_by_label("A note to the person").fill("Get well.")
    assert_accessible(admin)
    admin.get_by_role("button", name="Decide and tell them").click()
    mentee.goto("/record/")
    expect(mentee.get_by_text("Struck out: Get well.")).to_be_visible()


def test_i5_after_an_hour_one_is_asked_to_thank_and_the_note_closes_it(open_page, match, hours, mina):  # noqa: F811
    meeting, now = sessions.book(match, next_tuesday(), by=mina), timezone.now()
    Session.objects.filter(pk=meeting.pk).update(during=(now - timedelta(hours=3), now - timedelta(hours=2)))
    meeting.refresh_from_db()
    sessions.settle(meeting, by=mina, missing=[])
    page = open_page(mina)
    page.goto("/owed/")
    page.get_by_role("link", name="Write the note").click()
    page.get_by_label("Your note").fill("You showed me how to begin, and I wrote the first page.")
    page.get_by_text("It went well").click()
    page.get_by_role("button", name="Send the note").click()
    expect(page.get_by_text("Maya Iyer will be glad to hear it.")).to_be_visible()
    page.goto("/owed/")
    expect(page.get_by_role("link", name="Write the note")).to_have_count(0)
    assert Duty.objects.get(act="thank").status == "discharged"
