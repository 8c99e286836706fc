"""One cohort from application to thank-you, clicked through as mentee, mentor and admin, with and without JavaScript."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from etiquette.models import Duty, Email, ThankYou
from mentoring.actions import meetings
from mentoring.models import Cohort, Match, Session, User

PASSWORD = "a long walk by the sea"

pytestmark = pytest.mark.django_db(transaction=True)


def day(offset):
    return (date.today() + timedelta(days=offset)).isoformat()


def start(page, duty):
    """From home, press the button of the duty whose title holds these words."""
    page.goto("/")
    page.locator("li.duty").filter(has_text=duty).locator(".acts .button").first.click()


def sign_up(page, name, email):
    """Join by e-mail and the code that comes by mail, and confirm the time zone."""
    page.goto("/accounts/signup/")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.locator("#id_password1").fill(PASSWORD)
    page.get_by_role("button", name="Create my account").click()
    mail = Email.objects.get(to_address=email)
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mail.body_text, re.M)[1]
    page.get_by_label("Code").fill(code)
    page.locator("main").get_by_role("button").first.click()
    expect(page.get_by_role("heading", name=re.compile(f"Good .*, {name.split()[0]}"))).to_be_visible()


def confirm_zone(page, zone):
    page.goto("/")
    page.get_by_role("link", name="Please confirm your time zone").click()
    page.get_by_label("Time zone").select_option(zone)
    page.get_by_role("button", name="Save").click()
    page.goto("/")
    expect(page.get_by_text("Please confirm your time zone")).to_have_count(0)


def open_cohort(page):
    page.goto("/")
    page.get_by_role("link", name="Open a cohort").click()
    page.get_by_label("Name").fill("Autumn cohort")
    page.get_by_label("Welcome text").fill("Twelve weeks, one hour a week.")
    for label, offset in [("Applications open", 0), ("Applications close", 3), ("Decisions by", 5), ("Starts", 6), ("Ends", 90)]:
        page.get_by_label(label, exact=False).first.fill(day(offset))
    page.locator("main button.first").click()
    expect(page.get_by_role("heading", name="Autumn cohort")).to_be_visible()


def apply(page, role):
    page.goto("/cohorts/autumn-cohort/")
    page.get_by_role("link", name=re.compile(role)).first.click()
    page.get_by_label("Why this programme, and why now?").fill("Because somebody once did it for me.")
    page.locator("[name=goals_or_offer]").fill("A plan I believe in.")
    if role == "mentor":
        page.get_by_label("How many mentees could you take?").fill("2")
    page.get_by_role("button", name="Submit").click()
    expect(page.locator("main")).to_contain_text("submitted")


def admit(page, name):
    start(page, name)
    page.get_by_label("Admit").check()
    page.get_by_label("A personal line").fill(f"Welcome, {name.split()[0]}!")
    page.get_by_role("button", name="See the mail").click()
    expect(page.locator("main")).to_contain_text(f"Welcome, {name.split()[0]}!")
    assert not Email.objects.filter(kind="admitted", person__name=name).exists()
    page.locator("main button.first").click()
    assert Email.objects.filter(kind="admitted", person__name=name).count() == 1


def confirm_place(page):
    start(page, "Confirm your place")
    page.locator("main button.first").click()
    page.goto("/")
    expect(page.get_by_text("Confirm your place")).to_have_count(0)


def introduce(page):
    start(page, "Introduce yourself")
    for section in page.locator("main textarea").all():
        section.fill("I study how proteins fold, and I fold paper cranes in the evening.")
    page.get_by_role("button", name="Hand in").click()
    expect(page.locator("main")).to_contain_text("waiting for a review")


def review(page):
    start(page, "Review Mina Das")
    page.get_by_label("What you say to it").fill("I enjoyed the cranes. Lovely.")
    page.get_by_label("It is ready").check()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("main")).to_contain_text("I enjoyed the cranes.")


def match_and_approve(page):
    page.goto("/cohorts/autumn-cohort/matching/")
    page.get_by_label("A mentor for Mina Das").select_option(index=0)
    page.get_by_role("button", name="Propose").click()
    expect(page.locator("main")).to_contain_text("with Maya Iyer")
    assert Match.objects.proposed().count() == 1
    page.goto("/cohorts/autumn-cohort/approval/")
    expect(page.locator("main")).to_contain_text("Maya Iyer")
    page.get_by_role("button", name=re.compile("Approve")).click()
    assert (Match.objects.confirmed().count(), Cohort.objects.get().approved_by.name) == (1, "Olga Admin")


def offer_hours(page):
    start(page, "Offer the hours")
    for row, weekday in enumerate(["Tuesday", "Saturday"]):
        page.locator(f"#id_form-{row}-weekday").select_option(weekday)
        page.locator(f"#id_form-{row}-starts").fill("08:00")
        page.locator(f"#id_form-{row}-ends").fill("10:00")
    page.get_by_role("button", name="Save the week").click()
    expect(page.get_by_text("Your week is saved.")).to_be_visible()


def write_first(page):
    start(page, "Write to Maya Iyer")
    page.locator("main textarea").fill("Dear Maya, I look forward to our first hour.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("main")).to_contain_text("I look forward to our first hour.")


def receive_and_promise(page):
    start(page, "Acknowledge Mina Das")  # “Received” stands in the row itself
    expect(page.get_by_role("button", name="Received")).to_have_count(0)
    message = Match.objects.get().messages.get()
    assert message.received_at is not None
    page.goto(f"/messages/{message.pk}/")
    page.locator("main input[type=date]").fill((timezone.now().date() + timedelta(days=3)).isoformat())
    page.get_by_role("button", name="Promise it").click()
    message.refresh_from_db()
    assert message.answer_by is not None


def sees_promise(page):
    page.goto(f"/matches/{Match.objects.get().pk}/")
    expect(page.locator("main")).to_contain_text("answer")
    expect(page.locator("main")).to_contain_text("Maya said that it arrived")


def look_at_oneself(page):
    start(page, "Look at yourself")
    for scale in page.locator(".choices.scale").all():
        scale.get_by_label("half-way").check()
    page.get_by_label("What I bring").fill("Patience, and a notebook.")
    page.get_by_label("What I expect").fill("A plan I believe in.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Booking is open to you")).to_be_visible()


def book(page):
    page.goto("/sessions/")
    page.get_by_role("link", name="Book a session with Maya Iyer").click()
    page.locator("a.slot").first.click()
    expect(page.locator("#chosen")).to_contain_text("Kolkata")
    page.get_by_role("button", name="Book this hour").click()
    expect(page.get_by_text("Booked. Maya Iyer and you both get an invitation")).to_be_visible()
    assert Email.objects.filter(kind="session_invitation").exclude(calendar="").count() == 2


def prepare(page):
    start(page, "Prepare your session")
    page.get_by_label("Progress since last time").fill("Two pages of a CV.")
    page.get_by_role("button", name=re.compile("Hand it over")).click()
    expect(page.locator("main")).to_contain_text("at least 3 questions")
    expect(page.get_by_label("Progress since last time")).to_have_value("Two pages of a CV.")
    for number in (1, 2, 3):
        page.get_by_label(f"Question {number}").fill(f"What would you try first, case {number}?")
    page.get_by_label("Agenda").fill("30 minutes CV, 30 minutes questions.")
    page.get_by_label("What I found out about my mentor").fill("Two papers on assay drift.")
    page.get_by_role("button", name=re.compile("Hand it over")).click()
    expect(page.get_by_text("Handed over.")).to_be_visible()


def read_brief(page):
    start(page, "Read what Mina Das brings")
    expect(page.locator("main")).to_contain_text("What would you try first, case 2?")
    expect(page.locator("main")).to_contain_text("Two papers on assay drift.")
    page.get_by_role("button", name="I have read it").click()
    assert not Duty.objects.open().filter(act="read_brief").exists()


def settle(page):
    start(page, "Say whether you and")
    page.get_by_label("Yes, we met").check()
    page.get_by_role("button", name="Save the answer").click()
    expect(page.locator("main")).to_contain_text("held")


def thank(page):
    start(page, "Thank Maya Iyer")
    page.get_by_label("Your note").fill("I cut the CV to two pages, and it reads like me.")
    page.get_by_label("It went well").check()
    page.get_by_role("button", name="Send the note").click()
    expect(page.get_by_text("Sent. Maya Iyer will be glad to hear it.")).to_be_visible()


def give_feedback(page):
    start(page, "feedback on your session")
    page.get_by_label("Yes", exact=True).check()
    for name in ("i_was_prepared", "you_were_prepared", "usefulness"):
        page.locator(f"input[name={name}][value='5']").check()
    page.locator("[name=went_well]").fill("We kept to three questions.")
    page.get_by_role("button", name="Give the feedback").click()
    expect(page.locator("main")).to_contain_text("We kept to three questions.")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_one_cohort_from_application_to_thank_you(open_page, olga, maya, javascript):
    with time_machine.travel(timezone.now(), tick=True) as clock:
        admin, mentor, mentee = (
            open_page(olga, javascript=javascript),
            open_page(maya, javascript=javascript),
            open_page(javascript=javascript),
        )
        sign_up(mentee, "Mina Das", "mina@example.org")
        confirm_zone(mentee, "Asia/Kolkata")
        open_cohort(admin)
        apply(mentee, "mentee")
        apply(mentor, "mentor")
        admit(admin, "Maya Iyer")
        admit(admin, "Mina Das")
        confirm_place(mentee)
        confirm_place(mentor)
        introduce(mentee)
        review(mentor)
        match_and_approve(admin)
        offer_hours(mentor)
        write_first(mentee)
        clock.shift(timedelta(minutes=2))  # until then it can be taken back
        receive_and_promise(mentor)
        sees_promise(mentee)
        look_at_oneself(mentee)
        book(mentee)
        prepare(mentee)
        read_brief(mentor)
        clock.move_to(Session.objects.get().ends_at + timedelta(minutes=5))
        meetings.ask_whether_they_met()
        settle(mentee)
        thank(mentee)
        give_feedback(mentee)
        give_feedback(mentor)
    assert ThankYou.objects.get().recipient == User.objects.get(email="maya@example.org")
    assert set(Email.objects.values_list("status", flat=True)) <= {"queued", "withdrawn"}
