"""A conversation as both people have it, with JavaScript and without; and what admins write to all."""

import re

import pytest
from playwright.sync_api import expect

from mentoring.actions import conversations
from mentoring.models import Announcement, Attachment, Match, Message, MessageDraft
from tests.browser.steps import assert_accessible
from tests.mentoring.conftest import cohort, enrolled, match  # noqa: F401 - fixtures
from tests.mentoring.papers import pdf, png

pytestmark = pytest.mark.django_db(transaction=True)
both = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])


@both
def test_turns_alternate_until_nothing_is_owed(open_page, match, mina, maya, javascript):  # noqa: F811
    conversations.write(match, mina, text="Thank you for today, Maya.")
    mentor, mentee = open_page(maya, javascript=javascript, width=360), open_page(mina, javascript=javascript)
    mentee.goto("/")
    expect(mentee.get_by_text("Maya’s turn")).to_be_visible()
    mentor.goto("/conversations/")
    expect(mentor.get_by_text("your turn")).to_be_visible()
    mentor.get_by_role("link", name="Mina Das").click()
    expect(mentor.get_by_text("It is your turn.")).to_be_visible()
    mentor.get_by_role("button", name="No answer is needed").click()
    expect(mentor.locator("#turn")).to_contain_text("Nothing is owed.")
    mentee.goto(match.get_absolute_url())
    expect(mentee.get_by_text("Maya said that no answer is needed")).to_be_visible()
    if javascript:
        assert_accessible(mentor)
        assert_accessible(mentee)


@both
def test_files_travel_and_what_cannot_is_said(open_page, match, mina, maya, javascript):  # noqa: F811
    page = open_page(mina, javascript=javascript)
    page.goto(match.get_absolute_url())
    page.get_by_label("Your message").fill("Here is my draft.")
    files = [{"name": "draft.pdf", "mimeType": "application/pdf", "buffer": pdf()}]
    page.get_by_label("Files").set_input_files([*files, {"name": "tool.pdf", "mimeType": "application/pdf", "buffer": b"MZ a program"}])
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("“tool.pdf” cannot go along.")).to_be_visible()
    expect(page.get_by_label("Your message")).to_have_value("Here is my draft.")
    page.get_by_label("Files").set_input_files([*files, {"name": "me.png", "mimeType": "image/png", "buffer": png()}])
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("link", name="me.png")).to_be_visible()
    Message.objects.update(arrives_at=match.confirmed_at)
    reader = open_page(maya, javascript=javascript)
    reader.goto(match.get_absolute_url())
    with reader.expect_download() as got:
        reader.get_by_role("link", name="draft.pdf").click()
    assert got.value.suggested_filename == "draft.pdf"
    assert Attachment.objects.count() == 2


@both
def test_an_answer_cites_what_it_answers(open_page, match, mina, maya, javascript):  # noqa: F811
    conversations.write(match, maya, text="Read the paper.\nWrite to its author.")
    page = open_page(mina, javascript=javascript)
    page.goto(match.get_absolute_url())
    expected = "> Read the paper.\n> Write to its author.\n\n"
    if javascript:
        page.evaluate(
            "() => { const d = document.querySelector('.message .body div').firstChild; getSelection().setBaseAndExtent(d, 16, d, 36); }"
        )
        expected = "> Write to its author.\n\n"
    page.get_by_role("link", name="Quote").click()
    expect(page.get_by_label("Your message")).to_have_value(expected)
    page.get_by_label("Your message").fill(expected + "Which of the three?")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("blockquote")).to_contain_text("Write to its author.")


def test_a_draft_keeps_itself(open_page, match, mina):  # noqa: F811
    page = open_page(mina)
    page.goto(match.get_absolute_url())
    page.get_by_label("Your message").press_sequentially("Dear Maya, half a")
    expect(page.get_by_text(re.compile("Draft kept at"))).to_be_visible()
    page.goto(match.get_absolute_url())
    expect(page.get_by_label("Your message")).to_have_value("Dear Maya, half a")
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_label("Your message")).to_have_value("")


def test_without_javascript_a_button_keeps_the_draft(open_page, match, mina):  # noqa: F811
    page = open_page(mina, javascript=False)
    page.goto(match.get_absolute_url())
    page.get_by_label("Your message").fill("Dear Maya, half a")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_label("Your message")).to_have_value("Dear Maya, half a")
    assert MessageDraft.objects.get().person == mina


def test_search_leads_to_the_message(open_page, match, mina, maya):  # noqa: F811
    conversations.write(match, maya, text="Prepare the interviews early.")
    page = open_page(mina, width=360)
    page.goto("/conversations/")
    page.get_by_label("Words in your messages").fill("interview")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark")).to_have_text("interviews")
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("Maya Iyer,")).click()
    expect(page.get_by_text("Prepare the interviews early.")).to_be_visible()


def test_an_announcement_reaches_its_readers_who_say_so(open_page, match, cohort, mina, olga):  # noqa: F811
    admin, member = open_page(olga), open_page(mina, width=360)
    admin.goto(f"/cohorts/{cohort.slug}/board/")
    admin.get_by_role("link", name="Announcements").click()
    admin.get_by_role("link", name="Write to everybody").click()
    admin.get_by_label("In a line").fill("A talk on Monday")
    admin.get_by_label("Your message").fill("Join us at six.")
    admin.get_by_label("Ask everybody to say “Received”").check()
    assert_accessible(admin)
    admin.get_by_role("button", name="Send to everybody").click()
    assert_accessible(admin)
    member.goto("/conversations/")
    member.get_by_role("link", name="Announcements of Spring cohort").click()
    member.get_by_role("link", name="A talk on Monday").click()
    assert_accessible(member)
    member.get_by_role("button", name="Received").click()
    expect(member.get_by_text("that it arrived.").last).to_be_visible()
    admin.get_by_role("link", name="A talk on Monday").click()
    expect(admin.locator("main")).to_contain_text("Maya Iyer")
    expect(admin.locator("main")).not_to_contain_text("Mina Das")
    assert Announcement.objects.get().receipts.get().person == mina


def test_blocking_is_quiet(open_page, match, mina, maya):  # noqa: F811
    conversations.write(match, maya, text="Hello.")
    page, other = open_page(mina), open_page(maya)
    page.goto(match.get_absolute_url())
    page.get_by_role("link", name="No more contact").click()
    assert_accessible(page)
    page.get_by_role("button", name="Block Maya").click()
    expect(page.get_by_text("Nothing reaches you from Maya any more.")).to_be_visible()
    other.goto(match.get_absolute_url())
    expect(other.get_by_text("This match has ended, so the conversation is closed.")).to_be_visible()
    assert Match.objects.get().status == "ended"
