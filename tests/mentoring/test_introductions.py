"""Introductions: drafts, handing in, who is asked to review, and two mentors answering at once."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring.actions import endings, introductions
from mentoring.models import Enrolment, Introduction, IntroductionReview
from tests.conftest import person
from tests.mentoring.conftest import enrol

pytestmark = pytest.mark.django_db

SECTIONS = {name: f"What I say about {name}." for name in Introduction.SECTIONS}


@pytest.fixture
def ken(cohort):
    return enrol(cohort, person("Ken Mori", "Asia/Tokyo"), "mentor", capacity=2).person


@pytest.fixture
def handed_in(enrolled, mina):
    return introductions.hand_in(enrolled.mentee, mina, **SECTIONS)


def write_page(enrolled):
    return reverse("introductions:write", args=[enrolled.mentee.pk])


def url(page, introduction):
    return reverse(f"introductions:{page}", args=[introduction.pk])


def reviews_owed():
    return {
        (duty.person.get_short_name(), duty.key) for duty in Duty.objects.open().filter(act="review_introduction").select_related("person")
    }


def another_mentee(cohort, n, **facts):
    mentee = enrol(cohort, person(f"Mentee{n}", "UTC"), "mentee")
    defaults = {"status": "submitted", "submitted_at": timezone.now() - timedelta(hours=n), **SECTIONS}
    return Introduction.objects.create(enrolment=mentee, **{**defaults, **facts})


# --- Writing ---


def test_opening_the_page_begins_nothing(client, enrolled, mina):
    client.force_login(mina)
    page = client.get(write_page(enrolled))
    assert page.context["form"]["hopes"].field.widget.attrs.items() >= {"data-words-from": 60, "data-words-to": 120}.items()
    assert not Introduction.objects.exists()


def test_a_draft_keeps_what_is_written_and_nobody_is_asked(client, enrolled, mina):
    client.force_login(mina)
    assert client.post(write_page(enrolled), {"hopes": "A decision."}).url == write_page(enrolled)
    assert client.get(write_page(enrolled)).context["form"]["hopes"].value() == "A decision."
    assert list(Introduction.objects.values_list("status", "hopes", "submitted_at")) == [("draft", "A decision.", None)]
    assert (Duty.objects.count(), Email.objects.count()) == (0, 0)


def test_handing_in_needs_every_section_and_keeps_what_is_there(client, enrolled, mina):
    client.force_login(mina)
    page = client.post(write_page(enrolled), {**SECTIONS, "hopes": "  ", "hand_in": "yes"})
    assert list(page.context["form"].errors) == ["hopes"]
    assert page.context["form"]["professional"].value() == SECTIONS["professional"]
    assert not Introduction.objects.exists()


def test_handing_in_asks_mentors_and_shows_the_page(client, enrolled, mina, maya):
    client.force_login(mina)
    response = client.post(write_page(enrolled), {**SECTIONS, "hand_in": "yes"})
    introduction = Introduction.objects.get()
    assert (introduction.status, response.url) == ("submitted", introduction.get_absolute_url())
    duty = Duty.objects.get()
    assert (duty.person, duty.owed_to, duty.act, duty.due_at) == (
        maya,
        mina,
        "review_introduction",
        introduction.submitted_at + timedelta(hours=72),
    )


def test_a_draft_never_replaces_what_was_handed_in(client, handed_in, enrolled, mina):
    client.force_login(mina)
    page = client.post(write_page(enrolled), {"hopes": "Half a thought"})
    assert page.context["form"]["hopes"].value() == "Half a thought"
    assert "Mentors can read this already" in page.content.decode()
    handed_in.refresh_from_db()
    assert {name: getattr(handed_in, name) for name in SECTIONS} == SECTIONS


def test_handing_in_again_while_it_waits_changes_only_the_text(handed_in, enrolled, mina):
    owed = list(Duty.objects.values("pk", "due_at"))
    introductions.hand_in(enrolled.mentee, mina, **{**SECTIONS, "hopes": "Clearer now."})
    before = handed_in.submitted_at
    handed_in.refresh_from_db()
    assert (handed_in.hopes, handed_in.submitted_at, list(Duty.objects.values("pk", "due_at"))) == ("Clearer now.", before, owed)


def test_a_ready_introduction_stays_as_it_is(client, handed_in, enrolled, mina, maya):
    introductions.review(handed_in, maya, comment="Lovely.", verdict="ready")
    client.force_login(mina)
    assert client.get(write_page(enrolled)).url == handed_in.get_absolute_url()
    for act in (introductions.save_draft, introductions.hand_in):
        with pytest.raises(Refused):
            act(enrolled.mentee, mina, **{**SECTIONS, "hopes": "Changed"})
    handed_in.refresh_from_db()
    assert handed_in.hopes == SECTIONS["hopes"]


def test_only_who_took_their_place_writes_their_own(client, enrolled, maya, mina, otto, olga):
    for stranger in (maya, otto, olga):
        client.force_login(stranger)
        assert (client.get(write_page(enrolled)).status_code, client.post(write_page(enrolled), SECTIONS).status_code) == (404, 404)
        with pytest.raises(PermissionDenied):
            introductions.hand_in(enrolled.mentee, stranger, **SECTIONS)
    Enrolment.objects.update(confirmed_at=None)
    client.force_login(mina)
    assert client.get(write_page(enrolled)).status_code == 404
    assert not Introduction.objects.exists()


@pytest.mark.parametrize("text", ["a\x00b", "x" * 10_001])
def test_unreadable_text_gets_a_sentence_and_stays(client, enrolled, mina, text):
    client.force_login(mina)
    page = client.post(write_page(enrolled), {"hopes": text})
    assert list(page.context["form"].errors) == ["hopes"]
    assert page.context["form"]["hopes"].value() == text


# --- Who is asked ---


def test_the_two_least_loaded_mentors_are_asked(cohort, enrolled, mina, maya, ken):
    lena = enrol(cohort, person("Lena Vogt", "Europe/Vienna"), "mentor").person
    away = enrol(cohort, person("Away", "UTC"), "mentor", left_at=timezone.now()).person
    another_mentee(cohort, 1).reviewers.set([maya])
    another_mentee(cohort, 2, status="ready").reviewers.set([ken])
    introductions.hand_in(enrolled.mentee, mina, **SECTIONS)
    assert reviews_owed() == {("Lena", "0"), ("Ken", "0")}
    assert set(enrolled.mentee.introduction.reviewers.all()) == {lena, ken}
    assert not away.duties.exists()


def test_a_revision_goes_back_to_the_same_mentors(cohort, handed_in, enrolled, mina, maya, ken):
    introductions.review(handed_in, maya, comment="Say more about your hopes.", verdict="revise")
    assert reviews_owed() == set()
    another_mentee(cohort, 1).reviewers.set([maya])
    introductions.hand_in(enrolled.mentee, mina, **SECTIONS)
    assert reviews_owed() == {("Maya", "1"), ("Ken", "1")}


@pytest.mark.parametrize("mentors", [1, 3])
def test_asking_costs_the_same_for_any_number_of_mentors(cohort, enrolled, mina, mentors, django_assert_num_queries):
    for n in range(1, mentors):
        enrol(cohort, person(f"Mentor{n}", "UTC"), "mentor")
    warm = enrol(cohort, person("Warm", "UTC"), "mentee")
    introductions.hand_in(warm, warm.person, **SECTIONS)
    with django_assert_num_queries(21):
        introductions.hand_in(enrolled.mentee, mina, **SECTIONS)


# --- Reviewing ---


def test_a_review_decides_frees_the_other_and_is_mailed(handed_in, ken, maya, mina):
    introductions.review(handed_in, maya, comment="Say more about <b>hopes</b>.", verdict="revise")
    handed_in.refresh_from_db()
    assert (handed_in.status, reviews_owed()) == ("revise", set())
    mail = Email.objects.get()
    assert (mail.person, mail.subject) == (mina, "Maya Iyer has read your introduction")
    assert "asks you to revise it:\n\nSay more about <b>hopes</b>." in mail.body_text
    assert "Say more about &lt;b&gt;hopes&lt;/b&gt;." in mail.body_html


def test_the_second_answer_is_kept_as_a_comment(handed_in, maya, ken):
    introductions.review(handed_in, maya, comment="Ready, I think.", verdict="ready")
    introductions.review(handed_in, ken, comment="I would revise it.", verdict="revise")
    introductions.review(handed_in, ken, comment="I would revise it.", verdict="revise")
    handed_in.refresh_from_db()
    assert handed_in.status == "ready"
    answers = [("Ready, I think.", "ready"), ("I would revise it.", "")]
    assert list(handed_in.reviews.values_list("comment", "verdict")) == answers
    assert Email.objects.filter(kind="introduction_reviewed").count() == 2


def test_the_slower_mentor_is_told(client, handed_in, maya, ken):
    introductions.review(handed_in, maya, comment="Ready, I think.", verdict="ready")
    client.force_login(ken)
    page = client.get(url("review", handed_in))
    assert [name for name in page.context["form"].fields if "_" not in name] == ["comment"]
    assert "Another mentor was quicker" in page.content.decode()
    done = client.post(url("review", handed_in), {"comment": "I would revise it.", "verdict": "revise"}, follow=True)
    assert "Another mentor answered first" in done.content.decode()
    assert list(handed_in.reviews.values_list("comment", "verdict")) == [("Ready, I think.", "ready"), ("I would revise it.", "")]


def test_a_review_without_a_verdict_is_asked_for_one(client, handed_in, maya):
    client.force_login(maya)
    page = client.post(url("review", handed_in), {"comment": "Nice"})
    assert page.context["form"].errors == {"verdict": ["Please say whether it is ready or should be revised."]}
    assert page.context["form"]["comment"].value() == "Nice"
    assert not IntroductionReview.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_mentors_at_once_leave_one_verdict_and_two_comments(enrolled, mina, maya, ken):
    introduction, start = introductions.hand_in(enrolled.mentee, mina, **SECTIONS), threading.Barrier(2)

    def answer(mentor, verdict):
        start.wait()
        introductions.review(introduction, mentor, comment=f"From {mentor}", verdict=verdict)
        connection.close()

    threads = [threading.Thread(target=answer, args=facts) for facts in ((maya, "ready"), (ken, "revise"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    introduction.refresh_from_db()
    assert sorted(introduction.reviews.values_list("verdict", flat=True)) == ["", introduction.status]
    assert set(introduction.reviews.values_list("comment", flat=True)) == {"From Maya Iyer", "From Ken Mori"}
    assert reviews_owed() == set()


# --- Reading ---


def test_who_reads_an_introduction(client, handed_in, enrolled, mina, maya, olga, otto, cohort):
    peer = enrol(cohort, person("Peer", "UTC"), "mentee").person
    seen = {}
    for reader in (mina, maya, olga, otto, peer):
        client.force_login(reader)
        pages = [url("show", handed_in), reverse("introductions:index", args=[cohort.slug]), url("review", handed_in)]
        seen[reader.get_short_name()] = [client.get(page).status_code for page in pages]
    assert seen == {"Mina": [200, 404, 404], "Maya": [200, 200, 200], "Olga": [200, 200, 404], "Otto": [404] * 3, "Peer": [404] * 3}


def test_a_draft_is_for_its_author_only(client, enrolled, mina, maya, olga, cohort):
    introductions.save_draft(enrolled.mentee, mina, **SECTIONS)
    draft = enrolled.mentee.introduction
    for reader, status in ((mina, 200), (maya, 404), (olga, 404)):
        client.force_login(reader)
        assert client.get(url("show", draft)).status_code == status
    client.force_login(maya)
    assert "Mina Das" not in client.get(reverse("introductions:index", args=[cohort.slug])).content.decode()


def test_who_waits_comes_first_then_who_was_reviewed(client, cohort, enrolled, maya):
    ready = another_mentee(cohort, 9, status="ready")
    late, early = another_mentee(cohort, 1), another_mentee(cohort, 5)
    another_mentee(cohort, 3, status="draft")
    client.force_login(maya)
    page = client.get(reverse("introductions:index", args=[cohort.slug]))
    assert (list(page.context["waiting"]), page.context["reviewed"].rows) == ([early, late], [ready])


@pytest.mark.parametrize("count", [1, 3])
def test_the_gallery_takes_six_queries(client, cohort, enrolled, maya, count, django_assert_num_queries):
    for n in range(count):
        another_mentee(cohort, n)
        another_mentee(cohort, n + 10, status="ready")
    client.force_login(maya)
    with django_assert_num_queries(6):  # login session, person, cohort, mentor of it, waiting, reviewed
        page = client.get(reverse("introductions:index", args=[cohort.slug]))
    assert (len(page.context["waiting"]), len(page.context["reviewed"].rows)) == (count, count)


def test_only_mentors_who_took_their_place_are_asked(enrolled, mina, maya, ken):
    Enrolment.objects.filter(person=ken).update(confirmed_at=None)
    introductions.hand_in(enrolled.mentee, mina, **SECTIONS)
    assert reviews_owed() == {("Maya", "0")}


def test_what_a_mentor_had_to_review_goes_to_the_least_loaded_of_the_others(cohort, enrolled, ken, handed_in, maya):
    """Maya was asked with the only other one then there; Ana is free, Bo has something to review already."""
    busy = enrol(cohort, person("Bo Lind", "UTC"), "mentor", capacity=1).person
    another_mentee(cohort, 1).reviewers.add(busy)
    enrol(cohort, person("Ana Ruiz", "UTC"), "mentor", capacity=1)
    assert reviews_owed() == {("Maya", "0"), ("Ken", "0")}
    endings.leave(enrolled.mentor, by=maya, reason="Moving.")
    assert reviews_owed() == {("Ana", "0"), ("Ken", "0")}
    assert sorted(handed_in.reviewers.values_list("name", flat=True)) == ["Ana Ruiz", "Ken Mori"]
    assert Duty.objects.get(person=maya, act="review_introduction").status == "waived"


def test_with_nobody_left_to_review_nothing_is_owed(enrolled, handed_in, maya):
    endings.leave(enrolled.mentor, by=maya, reason="Moving.")
    assert (reviews_owed(), list(handed_in.reviewers.all())) == (set(), [])
