"""Answering a cohort's own questions: every kind, drafts that keep themselves, files, who reads what, versions."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gurukool.lib.refusals import Refused
from mentoring.actions import applications
from mentoring.intake.answers import as_text, pieces
from mentoring.models import Answer, Application, ApplicationVersion, Cohort, Extension, Review, ReviewPlan
from tests.mentoring.papers import hand_in, pdf
from tests.mentoring.test_application_forms import ask

TYPED = {"motivation": "I like to explain.", "goals_or_offer": "A job in industry.", "tracks": "patents"}
URL = "/cohorts/autumn/apply/mentee/"
AUTOSAVE = URL + "autosave/"


@pytest.fixture
def writer(client, mina):
    client.force_login(mina)
    return client


def said():
    return dict(Answer.objects.values_list("question__label", "value"))


def form_of(client, **query):
    return client.get(URL).context["form"]


@pytest.mark.parametrize(
    ("kind", "facts", "typed", "value", "text"),
    [
        ("short", {}, "Pune", "Pune", "Pune"),
        ("long", {"words_from": 1, "words_to": 9}, "One.\r\nTwo.", "One.\nTwo.", "One.\nTwo."),
        ("choice", {"choices": ["Yes", "No, never"]}, "No, never", "No, never", "No, never"),
        ("choices", {"choices": ["a", "b", "c"]}, ["a", "c"], ["a", "c"], "a, c"),
        ("scale", {"lowest": 0, "highest": 5}, "0", 0, "0"),
        (
            "week",
            {},
            ["6-night", "0-early", "0-evening"],
            {"cells": ["0-early", "0-evening", "6-night"], "zone": "Asia/Kolkata"},
            "Monday 06–09, 17–21\nSunday 21–24\n(clock of Asia/Kolkata)",
        ),
    ],
)
def test_each_kind_of_answer_is_kept_shown_and_emptied(writer, olga, applying, kind, facts, typed, value, text):
    name = ask(applying, "What?", kind=kind, **facts).field_name
    writer.post(URL, TYPED | {name: typed, "submit": ""})
    assert said() == {"What?": value}
    assert [line["text"] for line in ApplicationVersion.objects.get().lines if line["label"] == "What?"] == [text]
    assert form_of(writer).initial[name] == value
    assert writer.get(URL).status_code == 200
    writer.post(URL, TYPED | {name: "" if isinstance(typed, str) else [], "submit": ""})
    assert said() == {}


def test_consent_is_kept_with_its_moment(writer, applying):
    question = ask(applying, "I agree.", kind="consent", required=True)
    form = writer.post(URL, TYPED | {"submit": ""}).context["form"]
    assert form.errors == {question.field_name: ["Please tick this to apply, or write to us if you cannot agree."]}
    writer.post(URL, TYPED | {question.field_name: "on", "submit": ""})
    assert timezone.datetime.fromisoformat(said()["I agree."]["given_at"]) <= timezone.now()
    assert as_text("consent", said()["I agree."]) == "Yes"


@pytest.mark.parametrize(
    ("kind", "facts", "typed", "sentence"),
    [
        ("short", {"required": True}, "  ", "Please answer this."),
        ("short", {}, "x" * 301, "Ensure this value has at most 300 characters (it has 301)."),
        ("long", {}, "x" * 5001, "Ensure this value has at most 5000 characters (it has 5001)."),
        ("short", {}, "a\0b", "Null characters are not allowed."),
        ("choice", {"choices": ["a", "b"]}, "c", "Select a valid choice. c is not one of the available choices."),
        ("choices", {"choices": ["a", "b"]}, ["a", "<b>"], "Select a valid choice. <b> is not one of the available choices."),
        ("scale", {"lowest": 1, "highest": 5}, "6", "Select a valid choice. 6 is not one of the available choices."),
        ("week", {}, ["9-never"], "Select a valid choice. 9-never is not one of the available choices."),
        ("week", {"required": True}, [], "Please answer this."),
    ],
)
def test_a_slip_gets_a_sentence_and_keeps_what_was_typed(writer, applying, kind, facts, typed, sentence):
    name = ask(applying, "What?", kind=kind, **facts).field_name
    response = writer.post(URL, TYPED | {name: typed, "submit": ""})
    form = response.context["form"]
    assert (response.status_code, dict(form.errors)) == (200, {name: [sentence]})
    assert (form["motivation"].value(), Application.objects.count()) == ("I like to explain.", 0)


def test_a_draft_needs_no_answer(writer, applying):
    ask(applying, "What?", required=True)
    writer.post(URL, {"motivation": "m", "draft": ""})
    assert Application.objects.values_list("status", "motivation").get() == ("draft", "m")


def test_forged_questions_are_nobodys(writer, applying, cohort):
    elsewhere, mentors, own = ask(cohort, "Elsewhere"), ask(applying, "Mentors", role="mentor"), ask(applying, "Own")
    retired = ask(applying, "Retired", retired_at=timezone.now())
    forged = {question.field_name: "x" for question in (elsewhere, mentors, retired)} | {f"question_{uuid.uuid4().hex}": "x"}
    writer.post(URL, TYPED | forged | {own.field_name: "mine", "submit": ""})
    assert said() == {"Own": "mine"}


def test_what_admins_write_is_shown_as_text(writer, applying):
    ask(applying, "<b>What</b>?", kind="scale", help="<script>x</script>", lowest=1, highest=3, lowest_label="<i>low", sensitive=True)
    page = writer.get(URL).content.decode()
    assert ["<b>What" in page, "<script>x" in page, "<i>low" in page] == [False, False, False]
    assert "Only admins of the programme read this answer; reviewers do not." in page


@pytest.fixture
def submitted(applying, mina, uploads):
    """mina's application with an answer, one in confidence, and a CV in confidence."""
    plain, secret = ask(applying, "Plain"), ask(applying, "Secret", sensitive=True)
    facts = {"motivation": "m", "goals_or_offer": "g", "tracks": [], "capacity": 0}
    application = applications.submit(applying, "mentee", by=mina, answers={plain: "seen", secret: "hidden"}, **facts)
    application.cv = hand_in(application)
    application.secret_file = hand_in(application, sensitive=True, label="Papers")
    return application


def readable(person):
    return sorted(Answer.objects.visible_to(person).values_list("question__label", flat=True))


def test_who_reads_which_answer(submitted, mina, maya, olga, otto):
    Review.objects.create(application=submitted, reviewer=maya)
    everything = ["Papers", "Plain", "Secret", "Your CV"]
    seen = {person.get_short_name(): readable(person) for person in (mina, olga, maya, otto)}
    assert seen == {"Mina": everything, "Olga": everything, "Maya": ["Plain", "Your CV"], "Otto": []}
    ReviewPlan.objects.create(cohort=submitted.cohort, blind=True)
    assert (readable(maya), readable(mina)) == (["Plain"], everything)
    Review.objects.update(status="conflict")
    assert readable(maya) == []


def test_a_file_is_an_attachment_for_those_who_may_see_it(client, submitted, mina, maya, olga, otto):
    Review.objects.create(application=submitted, reviewer=maya)
    statuses = {}
    for person in (mina, maya, olga, otto):
        client.force_login(person)
        statuses[person.get_short_name()] = [
            client.get(file.get_absolute_url()).status_code for file in (submitted.cv, submitted.secret_file)
        ]
    assert statuses == {"Mina": [200, 200], "Maya": [200, 404], "Olga": [200, 200], "Otto": [404, 404]}
    client.force_login(olga)
    response = client.get(submitted.cv.get_absolute_url())
    names = ["Content-Type", "Content-Disposition", "X-Content-Type-Options", "Cache-Control"]
    assert [response[name] for name in names] == ["application/pdf", 'attachment; filename="cv.pdf"', "nosniff", "private, no-store"]
    assert b"".join(response.streaming_content) == pdf()
    client.logout()
    assert client.get(submitted.cv.get_absolute_url()).status_code == 302


def test_the_application_page_shows_the_answers(client, submitted, mina, olga):
    for person in (mina, olga):
        client.force_login(person)
        page = client.get(submitted.get_absolute_url()).content.decode()
        assert [text in page for text in ("seen", "hidden", submitted.cv.get_absolute_url(), "Only admins read this answer")] == [True] * 4


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_a_constant_number_of_queries(client, olga, mina, applying, django_assert_num_queries, count):
    answers = {ask(applying, str(number)): "x" for number in range(count)}
    facts = {"motivation": "m", "goals_or_offer": "g", "tracks": [], "capacity": 0}
    application = applications.submit(applying, "mentee", by=mina, answers=answers, **facts)
    for number in range(count):
        applications.submit(applying, "mentee", by=mina, **facts | {"motivation": f"m{number}"})
    client.force_login(mina)
    with django_assert_num_queries(11):
        assert len(client.get(URL).context["form"].questions) == count
    client.force_login(olga)
    with django_assert_num_queries(4):
        steps = client.get(reverse("applications:versions", args=[application.pk])).context["steps"]
    assert len(steps) == count


def test_versions_say_what_changed_and_when_nothing_did(client, olga, mina, applying):
    question = ask(applying, "Secret", sensitive=True)
    facts = {"goals_or_offer": "g", "tracks": [], "capacity": 0}
    application = applications.submit(applying, "mentee", by=mina, motivation="I like to teach.", answers={question: "one"}, **facts)
    applications.submit(applying, "mentee", by=mina, motivation="I like to teach.", answers={question: "one"}, **facts)
    applications.submit(applying, "mentee", by=mina, motivation="I love to teach.", answers={question: ""}, **facts)
    assert list(ApplicationVersion.objects.values_list("number", "saved_by__name")) == [(1, "Mina Das"), (2, "Mina Das")]
    client.force_login(olga)
    ((version, changed),) = client.get(reverse("applications:versions", args=[application.pk])).context["steps"]
    assert (version.number, [(each.label, each.is_sensitive) for each in changed]) == (
        2,
        [("Why this programme, and why now", False), ("Secret", True)],
    )
    love = [("same", "I "), ("gone", "like"), ("new", "love"), ("same", " to teach.")]
    assert [each.pieces for each in changed] == [love, [("gone", "one")]]
    client.force_login(mina)
    assert client.get(reverse("applications:versions", args=[application.pk])).status_code == 404


def test_two_texts_are_compared_by_words():
    assert pieces("a b", "a b") == [("same", "a b")]
    assert pieces("", "new words") == [("new", "new words")]


def test_changing_the_role_leaves_no_answers_to_the_other_form(mina, applying):
    mentee, mentor = ask(applying, "As mentee"), ask(applying, "As mentor", role="mentor")
    applications.save_draft(applying, "mentee", by=mina, answers={mentee: "x"})
    applications.save_draft(applying, "mentor", by=mina, answers={mentor: "y"})
    assert said() == {"As mentee": "x", "As mentor": "y"}
    applications.submit(applying, "mentor", by=mina, motivation="m")
    assert said() == {"As mentor": "y"}


def test_more_time_is_honoured_by_applying_changing_and_the_page(writer, olga, mina, otto, applying):
    today = timezone.now().date()
    Cohort.objects.update(applications_open_on=today - timedelta(9), applications_close_on=today - timedelta(3))
    applying.refresh_from_db()
    with pytest.raises(Refused, match="Applications for Autumn cohort are closed"):
        applications.submit(applying, "mentee", by=mina, motivation="m")
    Extension.objects.create(cohort=applying, person=mina, until=today + timedelta(2), reason="Ill", given_by=olga)
    assert "you were given more time" in writer.get(URL).content.decode()
    for number in (1, 2):
        applications.submit(applying, "mentee", by=mina, motivation=f"m{number}")
    with pytest.raises(Refused):
        applications.submit(applying, "mentee", by=otto, motivation="m")
    Extension.objects.create(cohort=applying, person=mina, until=today - timedelta(3), reason="A slip of mine", given_by=olga)
    with pytest.raises(Refused):
        applications.submit(applying, "mentee", by=mina, motivation="m3")
    assert Application.objects.get().motivation == "m2"
