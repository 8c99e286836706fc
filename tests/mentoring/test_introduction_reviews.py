"""What is said about passages, what versions keep, and what mentors tell about themselves."""

import pytest
from django.urls import reverse

from mentoring.actions import introductions
from mentoring.intake.passages import marked
from mentoring.models import Introduction, IntroductionReview, Remark
from tests.conftest import person
from tests.mentoring.conftest import enrol

pytestmark = pytest.mark.django_db

SECTIONS = {name: f"What I say about {name}." for name in Introduction.SECTIONS}
EMPTY = {f"{kind}_{name}": "" for name in Introduction.SECTIONS for kind in ("passage", "remark")}


@pytest.fixture
def handed_in(enrolled, mina):
    return introductions.hand_in(enrolled.mentee, mina, **SECTIONS)


def url(page, introduction):
    return reverse(f"introductions:{page}", args=[introduction.pk])


@pytest.mark.parametrize(
    ("text", "passages", "pieces"),
    [
        ("one two three", ["two"], [("one ", False), ("two", True), (" three", False)]),
        ("one\n two three", ["one two"], [("one\n two", True), (" three", False)]),
        ("one two three", ["one two", "two three"], [("one two", True), (" three", True)]),
        ("one two", ["gone", "", " "], [("one two", False)]),
        ("", ["one"], []),
        ("a (b", ["(b"], [("a ", False), ("(b", True)]),
    ],
)
def test_passages_are_found_again(text, passages, pieces):
    assert marked(text, passages) == pieces


def test_a_review_says_something_about_a_passage(client, handed_in, maya):
    client.force_login(maya)
    remarked = {**EMPTY, "passage_hopes": "say  about\nhopes", "remark_hopes": "Which one first?", "remark_professional": "Clear."}
    client.post(url("review", handed_in), {"comment": "Good to read.", "verdict": "revise", **remarked})
    kept = Remark.objects.order_by("section").values_list("section", "passage", "comment")
    assert list(kept) == [("hopes", "say about hopes", "Which one first?"), ("professional", "", "Clear.")]
    page = client.get(url("show", handed_in)).content.decode()
    assert "What I <mark>say about hopes</mark>." in page
    assert "Which one first?" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"passage_hopes": "not there", "remark_hopes": "x"}, "These words are not in this section"),
        ({"passage_hopes": "about hopes"}, "What would you like to say about this passage?"),
    ],
)
def test_a_passage_that_does_not_fit_gets_a_sentence_and_loses_nothing(client, handed_in, maya, typed, said):
    client.force_login(maya)
    page = client.post(url("review", handed_in), {"comment": "Good to read.", "verdict": "ready", **EMPTY, **typed}).content.decode()
    assert said in page
    assert "Good to read." in page
    assert typed["passage_hopes"] in page
    assert not IntroductionReview.objects.exists()


def test_each_text_handed_in_is_a_version_and_the_same_one_is_not(client, handed_in, enrolled, mina, maya):
    introductions.hand_in(enrolled.mentee, mina, **SECTIONS)
    introductions.hand_in(enrolled.mentee, mina, **{**SECTIONS, "hopes": "What I hope for."})
    assert list(handed_in.versions.values_list("number", flat=True)) == [1, 2]
    client.force_login(maya)
    page = client.get(url("versions", handed_in))
    [(version, [change])] = page.context["steps"]
    assert (version.number, change.label) == (2, "What I hope for")
    assert "<ins>hope</ins>" in page.content.decode()


def test_a_draft_has_no_version(enrolled, mina):
    introductions.save_draft(enrolled.mentee, mina, **SECTIONS)
    assert enrolled.mentee.introduction.versions.count() == 0


def test_a_mentors_own_is_read_by_the_whole_cohort_and_reviewed_by_nobody(client, cohort, enrolled, maya, mina, otto):
    own = introductions.hand_in(enrolled.mentor, maya, **SECTIONS)
    assert (own.status, own.reviewers.count()) == (Introduction.Status.READY, 0)
    seen = {}
    for reader in (maya, mina, otto):
        client.force_login(reader)
        pages = [url("show", own), reverse("introductions:mentors", args=[cohort.slug]), url("review", own)]
        seen[reader.get_short_name()] = [client.get(page).status_code for page in pages]
    assert seen == {"Maya": [200, 200, 404], "Mina": [200, 200, 404], "Otto": [404] * 3}
    client.force_login(mina)
    assert url("show", own) in client.get(maya.get_absolute_url()).content.decode()


def test_a_mentor_changes_their_own_at_any_time(client, enrolled, maya):
    introductions.hand_in(enrolled.mentor, maya, **SECTIONS)
    client.force_login(maya)
    page = reverse("introductions:write", args=[enrolled.mentor.pk])
    client.post(page, {**SECTIONS, "hopes": "Another hope.", "hand_in": "yes"})
    assert Introduction.objects.get().hopes == "Another hope."


def test_a_mentors_draft_is_for_nobody_else(client, enrolled, maya, mina):
    introductions.save_draft(enrolled.mentor, maya, **SECTIONS)
    client.force_login(mina)
    assert client.get(url("show", enrolled.mentor.introduction)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_mentors_page_takes_the_same_queries_for_any_number(client, cohort, enrolled, mina, count, django_assert_num_queries):
    for n in range(count):
        mentor = enrol(cohort, person(f"Mentor{n}", "UTC"), "mentor", capacity=1)
        introductions.hand_in(mentor, mentor.person, **SECTIONS)
    client.force_login(mina)
    with django_assert_num_queries(6):  # login session, person, cohort, whether one may read, mentors, whether one may give kudos
        client.get(reverse("introductions:mentors", args=[cohort.slug]))
