"""A cohort taken in without a spreadsheet, from its form to its approval; two of the applicants have no JavaScript."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from etiquette.models import Email
from mentoring.actions import matchmaking
from mentoring.defaults.questions import MENTEES
from mentoring.models import Answer, Application, Cohort, Decision, Enrolment, Extension, FormQuestion, Match
from mentoring.tasks import lapse
from tests.browser.steps import sign_in
from tests.browser.test_cohort_life import start
from tests.browser.test_matching import run_matching
from tests.browser.test_selection import score
from tests.conftest import person
from tests.mentoring.conftest import applying  # noqa: F401 - a fixture
from tests.mentoring.matching_cast import mentor, pairs
from tests.mentoring.selecting import receive

QUESTION = "Which paper would you take to an island?"

pytestmark = pytest.mark.django_db(transaction=True)


def says(page, *sentences):
    """The page shows each of these."""
    for sentence in sentences:
        expect(page.locator("main")).to_contain_text(sentence)


def statuses():
    """Name → where the application of that person is."""
    return dict(Application.objects.values_list("person__name", "status"))


def mailed(**facts):
    """The first names in the addresses of these mails, in order."""
    return sorted(address.split("@")[0] for address in Email.objects.filter(**facts).values_list("to_address", flat=True))


def build_form(page):
    """Take the usual questions, ask one more, and one less."""
    page.goto("/cohorts/autumn/form/mentee/")
    page.get_by_role("button", name="Replace the questions").click()
    says(page, "Your CV")
    page.get_by_role("link", name="Short text").click()
    page.get_by_label("Question").fill(QUESTION)
    page.get_by_label("Must be answered").check()
    page.get_by_role("button", name="Add it").click()
    says(page, QUESTION)
    page.get_by_role("button", name=re.compile("Remove.*Your CV")).click()
    expect(page.get_by_text("The question is removed.")).to_be_visible()
    asked = FormQuestion.objects.form(Cohort.objects.get(), "mentee").values_list("label", flat=True)
    assert list(asked) == [question["label"] for question in MENTEES[:-1]] + [QUESTION]


def give_more_time(page, someone):
    """Three days beyond the deadline, for one person."""
    until = Cohort.objects.get().applications_close_on + timedelta(days=3)
    page.goto("/cohorts/autumn/more-time/")
    page.get_by_label("E-mail address of the person").fill(someone.email)
    page.get_by_label("May apply until").fill(until.isoformat())
    page.get_by_label("Why").fill("Field work without a network.")
    page.get_by_role("button", name="Give more time").click()
    says(page, someone.name, "Field work without a network.")
    assert Extension.objects.values_list("person", "until").get() == (someone.pk, until)
    assert mailed(kind="more_time") == ["lena"]


def apply(page):
    """From the cohort's page to a submitted application."""
    page.goto("/cohorts/autumn/")
    page.get_by_role("link", name="Apply as mentee").click()
    page.get_by_label("Why this programme, and why now?").fill("Because somebody once did it for me.")
    page.get_by_label("What do you want to have reached").fill("A plan I believe in.")
    page.get_by_label(QUESTION).fill("The one on assay drift.")
    page.get_by_role("button", name="Submit").click()
    says(page, "It arrived.", "The one on assay drift.")


def withdraw(page):
    """Take one's application back, from its own page."""
    page.get_by_role("button", name="Withdraw it").click()
    says(page, "You withdrew this application.", "Apply after all")


def is_shut_out(page):
    """After the deadline the form leads to the application, which cannot be taken up again."""
    page.goto("/cohorts/autumn/apply/mentee/")
    says(page, "You withdrew this application.")
    expect(page.get_by_text("Apply after all")).to_have_count(0)


def share_out(page, reviewer):
    """The admin names a second reviewer; everybody still applying gets both."""
    page.goto("/cohorts/autumn/reviews/setup/")
    page.get_by_label("E-mail address of a reviewer").fill(reviewer.email)
    page.get_by_role("button", name="Ask them to review").click()
    says(page, reviewer.name)
    page.goto("/cohorts/autumn/reviews/")
    page.get_by_role("button", name="Give every application 2 reviewers").click()
    expect(page.get_by_text("6 reviews shared out.")).to_be_visible()


def review_all(page):
    """Score one after the other, from the first that waits."""
    page.get_by_role("link", name="Review the next one").click()
    for name in ("Person 0000", "Mina Das", "Lena Otieno"):
        expect(page.get_by_role("heading", name=name)).to_be_visible()
        score(page)
    expect(page.get_by_role("button", name="Give the review")).to_have_count(0)


def review_twice(admin, reviewer):
    """Both are in; the reviewer comes from the duty on their home page."""
    review_all(admin)
    start(reviewer, "Review applications to Autumn cohort")
    review_all(reviewer)
    scores = Application.objects.filter(status="submitted").values_list("reviews_given", "score_median", "score_spread")
    assert list(scores) == [(2, 4, 0)] * 3


def decide(page, verdict, *names):
    """Tick people in the review table, and draft one decision about them."""
    page.goto("/cohorts/autumn/reviews/")
    for name in names:
        page.get_by_label(f"Tick {name}").check()
    page.get_by_role("radio", name=verdict).check()
    page.get_by_role("button", name="Look at the selection").click()
    says(page, *names)
    page.get_by_role("button", name="Record, and draft the mails").click()
    expect(page.get_by_text(f"Drafted: {len(names)}.")).to_be_visible()


def preview_and_release(page, mentee):
    """Each mail is read with its address before it goes, and the applicant's page tells nothing until then."""
    letters = {"mina": "there is a place for you", "p0": "there is a place for you", "lena": "you are on the waiting list"}
    for name, words in letters.items():
        letter = page.locator("main li.card").filter(has_text=f"{name}@example.org")
        letter.locator("summary").click()
        expect(letter.get_by_text(words)).to_be_visible()
    assert set(statuses().values()) == {"submitted", "withdrawn"}
    assert (mailed(status="draft"), Enrolment.objects.mentees().count()) == (["lena", "mina", "p0"], 0)
    mentee.reload()
    says(mentee, "It arrived.")
    page.get_by_role("button", name="Release all 3, and send the mails").click()
    expect(page.get_by_text("Released: 3.")).to_be_visible()
    assert statuses() == {"Mina Das": "admitted", "Person 0000": "admitted", "Lena Otieno": "waitlisted", "Otto Outsider": "withdrawn"}
    assert (mailed(kind="admitted", status="queued"), mailed(kind="waitlisted", status="queued")) == (["mina", "p0"], ["lena"])


def confirm_from_mail(page, someone):
    """One click in the mail, one button on the page."""
    mail = Email.objects.get(kind="admitted", status="queued", person=someone)
    page.goto(re.search(r"https?://[^/]+(/applications/\S+)", mail.body_text)[1])
    page.get_by_role("button", name="I accept, and take the place").click()
    expect(page.get_by_text("Your place in Autumn cohort is yours. Welcome!")).to_be_visible()
    assert Enrolment.objects.get(person=someone).confirmed_at is not None


def let_lapse(clock, someone):
    """The day passes by which the place was to be confirmed; the task looks, twice, and passes one place on, once."""
    clock.move_to(Enrolment.objects.get(person=someone).confirm_by + timedelta(minutes=1))
    lapse()
    lapse()
    places = [(place.person.name, place.is_offered, bool(place.left_at)) for place in Enrolment.objects.mentees()]
    assert sorted(places) == [("Lena Otieno", True, False), ("Mina Das", False, False), ("Person 0000", False, True)]
    assert (mailed(kind="place_lapsed"), mailed(kind="admitted", status="queued")) == (["p0"], ["lena", "mina", "p0"])
    assert Decision.objects.get(instead_of__person=someone).application.person.name == "Lena Otieno"


def move_and_lock(page, mentee):
    """Give the mentee the mentor whom the run left free; returns that mentor's name."""
    expect(page.get_by_role("heading", name="A proposal for Autumn cohort")).to_be_visible()
    free = Enrolment.objects.mentors().get(matches_as_mentor=None)
    page.get_by_role("link", name=f"Change {mentee.name}’s mentor").click()
    page.locator(f"input[name=to][value='{free.pk}']").check()
    page.get_by_role("button", name="Move and lock").click()
    expect(page.locator(f"[data-mentor='{free.pk}']")).to_contain_text(mentee.name)
    assert pairs(locked=True) == [(mentee.name, free.person.name, "drafted", True)]
    return free.person.name


def run_again_and_choose(page, mentee, kept):
    """The second run keeps what was locked; its pairs become the cohort's, and nobody is told."""
    page.get_by_role("button", name="Run again, keeping locks").click()
    expect(page.get_by_role("heading", name="Matching is running")).to_be_visible()
    matchmaking.run_waiting()
    expect(page.get_by_role("button", name=f"Unlock {mentee.name} with {kept}")).to_be_visible()
    page.get_by_role("button", name="Choose these pairs").click()
    expect(page.get_by_text("These are the cohort's pairs now.")).to_be_visible()
    (lena, other, *_), mina = pairs(status="proposed")
    assert (lena, other != kept, mina) == ("Lena Otieno", True, (mentee.name, kept, "proposed", True))
    assert mailed(kind="cohort_approved") == []


def approve(page):
    """Look everything over, press the one button: letters go to the two pairs."""
    page.get_by_role("link", name="Look over and approve").click()
    says(page, "Who is told what", "1 mentor without a mentee")
    page.get_by_role("button", name="Approve the cohort").click()
    expect(page.get_by_role("heading", name="Autumn cohort is approved")).to_be_visible()
    matched = {name.lower().split()[0] for pair in pairs(status="confirmed") for name in pair[:2]}
    assert (Match.objects.confirmed().count(), set(mailed(kind="cohort_approved", status="queued"))) == (2, matched)
    assert Cohort.objects.get().approved_by.name == "Olga Admin"


def test_a_cohort_from_its_form_to_its_approval(open_page, olga, maya, mina, otto, applying):  # noqa: F811
    people = (olga, maya, mina, otto, lena := person("Lena Otieno", "Africa/Nairobi"))
    with time_machine.travel(timezone.now(), tick=True) as clock:
        admin, reviewer, mentee, quitter, late = (open_page(one, javascript=one not in (otto, lena)) for one in people)
        build_form(admin)
        (silent,) = receive(applying, 1)
        for name in ("Ada", "Ben", "Cleo"):
            mentor(applying, name)
        apply(mentee)
        apply(quitter)
        withdraw(quitter)
        give_more_time(admin, lena)
        clock.move_to(applying.applications_close_at + timedelta(hours=1))
        is_shut_out(quitter)
        apply(late)
        assert list(Answer.objects.values_list("value", flat=True)) == ["The one on assay drift."] * 3

        share_out(admin, maya)
        review_twice(admin, reviewer)
        decide(admin, "Admit", "Mina Das", "Person 0000")
        decide(admin, "waiting list", "Lena Otieno")
        preview_and_release(admin, mentee)
        confirm_from_mail(mentee, mina)
        let_lapse(clock, silent.person)
        for page, one in ((admin, olga), (mentee, mina), (late, lena), (quitter, silent.person)):
            sign_in(page, one)  # weeks have passed, and the last browser changes hands
        quitter.goto(silent.get_absolute_url())
        says(quitter, "Your place was not confirmed in time, so it is no longer kept.")
        confirm_from_mail(late, lena)
        run_matching(admin)
        kept = move_and_lock(admin, mina)
        run_again_and_choose(admin, mina, kept)
        mentee.goto("/")
        says(mentee, "Matches are being made")
        approve(admin)
        mentee.reload()
        says(mentee, f"{kept} is your mentor in Autumn cohort.")
