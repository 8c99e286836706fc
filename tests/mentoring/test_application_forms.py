"""The form builder: what a cohort asks, in which order, and what becomes of a question somebody has answered."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from gurukool.lib.refusals import Refused
from mentoring.actions import application_forms, cohorts
from mentoring.defaults.questions import MENTEES, MENTORS
from mentoring.models import Answer, Application, Cohort, FormQuestion
from tests.mentoring.papers import hand_in


def ask(cohort, label, kind="short", role="mentee", **facts):
    position = FormQuestion.objects.filter(cohort=cohort, role=role).count()
    return FormQuestion.objects.create(cohort=cohort, role=role, kind=kind, label=label, position=position, **facts)


def answer(question, person, value="yes"):
    application, _ = Application.objects.get_or_create(cohort=question.cohort, person=person, defaults={"role": question.role})
    return Answer.objects.create(application=application, question=question, value=value)


def labels(cohort, role="mentee"):
    return [question.label for question in FormQuestion.objects.form(cohort, role)]


def url(name, *args):
    return reverse(f"application_forms:{name}", args=args)


@pytest.fixture
def admin(client, olga):
    client.force_login(olga)
    return client


def test_a_new_cohort_asks_the_usual_questions(olga, applying):
    made = cohorts.open_cohort(by=olga, slug="new", name="New", starts_on="2027-03-01", ends_on="2027-06-01")
    assert labels(made) == [facts["label"] for facts in MENTEES]
    assert labels(made, "mentor") == [facts["label"] for facts in MENTORS]
    assert labels(applying) == []


TYPED = {
    "short": ({}, {}),
    "long": ({"words_from": "40", "words_to": "120"}, {"words_from": 40, "words_to": 120}),
    "choice": ({"choices": "Yes\r\n\r\n No \r\nYes"}, {"choices": ["Yes", "No"]}),
    "choices": ({"choices": "a\nb"}, {"choices": ["a", "b"]}),
    "scale": ({"lowest": "1", "highest": "5", "lowest_label": "new to me"}, {"lowest": 1, "highest": 5, "lowest_label": "new to me"}),
    "week": ({}, {}),
    "consent": ({}, {}),
    "file": ({}, {}),
}


@pytest.mark.parametrize("kind", TYPED)
def test_an_admin_adds_a_question_of_each_kind_at_the_end(admin, applying, kind):
    ask(applying, "First")
    typed, stored = TYPED[kind]
    response = admin.post(url("add", "autumn", "mentee", kind), typed | {"label": "What?", "help": "A hint.", "sensitive": "on"})
    assert response.url == url("show", "autumn", "mentee")
    assert labels(applying) == ["First", "What?"]
    made = FormQuestion.objects.get(label="What?")
    facts = {"kind": kind, "help": "A hint.", "sensitive": True, "required": False} | stored
    assert {name: getattr(made, name) for name in facts} == facts


@pytest.mark.parametrize(
    ("kind", "typed", "errors"),
    [
        ("short", {"label": ""}, {"label": ["This field is required."]}),
        ("short", {"label": "a\0b"}, {"label": ["Null characters are not allowed."]}),
        ("short", {"label": "x" * 301}, {"label": ["Ensure this value has at most 300 characters (it has 301)."]}),
        (
            "long",
            {"words_from": "90", "words_to": "10"},
            {"__all__": ["The word band ends after it begins: please give both numbers, the smaller one first."]},
        ),
        ("long", {"words_to": "99999"}, {"words_to": ["Ensure this value is less than or equal to 2000."]}),
        ("choice", {"choices": " \n "}, {"choices": ["Please give at least two choices, one a line."]}),
        ("choice", {"choices": "only"}, {"__all__": ["Please give at least two choices, one a line."]}),
        ("choice", {"choices": "x" * 121}, {"choices": ["“xxxxxxxxxxxxxxxxxxxx…” is too long: at most 120 characters."]}),
        ("choice", {"choices": "\n".join(map(str, range(21)))}, {"choices": ["At most 20 choices, please: there are 21."]}),
        (
            "scale",
            {"lowest": "5", "highest": "1"},
            {"__all__": ["A scale goes from a lower to a higher number, in at most ten steps."]},
        ),
        ("scale", {"lowest": "1", "highest": "99999999999"}, {"highest": ["Ensure this value is less than or equal to 100."]}),
    ],
)
def test_a_slip_gets_a_sentence(admin, applying, kind, typed, errors):
    response = admin.post(url("add", "autumn", "mentee", kind), {"label": "What?"} | typed)
    assert (response.status_code, response.context["form"].errors, labels(applying)) == (200, errors, [])


def test_what_is_no_form_is_no_page(admin, applying):
    addresses = [url("show", "autumn", "wizard"), url("add", "autumn", "mentee", "oracle"), url("show", "nowhere", "mentee")]
    assert [admin.get(address).status_code for address in addresses] == [404, 404, 404]
    question = ask(applying, "What?")
    assert admin.post(url("move", question.pk, "sideways")).status_code == 404


def test_buttons_put_questions_in_order(admin, applying):
    one, two, three = (ask(applying, label) for label in ("one", "two", "three"))
    ask(applying, "for mentors", role="mentor")
    admin.post(url("move", three.pk, "up"))
    assert labels(applying) == ["one", "three", "two"]
    admin.post(url("move", one.pk, "down"))
    assert labels(applying) == ["three", "one", "two"]
    admin.post(url("move", three.pk, "up"))
    admin.post(url("move", two.pk, "down"))
    assert labels(applying) == ["three", "one", "two"]


def test_a_question_goes_or_is_retired_once_somebody_has_answered(admin, olga, mina, applying):
    free, answered = ask(applying, "Free"), ask(applying, "Answered")
    answer(answered, mina)
    for question in (free, answered):
        admin.post(url("remove", question.pk))
    assert (labels(applying), list(FormQuestion.objects.values_list("label", flat=True))) == ([], ["Answered"])
    assert Answer.objects.get().value == "yes"
    assert [admin.post(url("remove", answered.pk)).status_code, admin.get(url("edit", answered.pk)).status_code] == [404, 404]
    with pytest.raises(Refused, match="not asked any more"):
        application_forms.move(answered, by=olga, up=True)


def test_answers_given_in_confidence_stay_so(olga, mina, applying):
    question = ask(applying, "Anything hard?", sensitive=True)
    application_forms.change(question, by=olga, sensitive=False)
    application_forms.change(question, by=olga, sensitive=True)
    answer(question, mina)
    with pytest.raises(Refused, match="People answered this in confidence"):
        application_forms.change(question, by=olga, sensitive=False)
    application_forms.change(question, by=olga, label="Is anything hard?")
    assert FormQuestion.objects.values_list("label", "sensitive").get() == ("Is anything hard?", True)


def test_one_button_copies_an_earlier_form(admin, applying, cohort):
    ask(cohort, "Where from?", kind="choice", choices=["North", "South"], required=True)
    ask(cohort, "For mentors", role="mentor")
    ask(applying, "To be replaced")
    admin.post(url("copy", "autumn", "mentee"), {"source": "spring"})
    copied = FormQuestion.objects.form(applying, "mentee").get()
    assert (copied.label, copied.choices, copied.required) == ("Where from?", ["North", "South"], True)
    assert labels(cohort) == ["Where from?"]
    admin.post(url("copy", "autumn", "mentee"), {"source": ""})
    assert labels(applying) == [facts["label"] for facts in MENTEES]
    assert admin.post(url("copy", "autumn", "mentee"), {"source": "autumn"}).status_code == 404


def test_a_form_people_answer_is_not_replaced(admin, mina, applying):
    answer(ask(applying, "Answered"), mina)
    response = admin.post(url("copy", "autumn", "mentee"), {"source": ""})
    assert (response.status_code, labels(applying)) == (409, ["Answered"])
    assert "People have begun to answer this form" in response.content.decode()


def test_a_form_has_an_end(admin, applying):
    for number in range(application_forms.MOST_QUESTIONS):
        ask(applying, str(number))
    form = admin.post(url("add", "autumn", "mentee", "short"), {"label": "One more"}).context["form"]
    assert form.errors == {"__all__": ["A form has at most 40 questions, and few people finish half of that: remove one first."]}


@pytest.mark.parametrize("count", [1, 3])
def test_the_builder_and_its_preview_take_a_constant_number_of_queries(admin, mina, applying, django_assert_num_queries, count):
    for number in range(count):
        answer(ask(applying, str(number)), mina)
    with django_assert_num_queries(5):
        assert len(admin.get(url("show", "autumn", "mentee")).context["questions"]) == count
    with django_assert_num_queries(4):
        assert len(admin.get(url("preview", "autumn", "mentee")).context["form"].questions) == count


@pytest.mark.parametrize(
    "facts", [{"label": ""}, {"kind": "choice"}, {"kind": "scale"}, {"words_from": 3}, {"kind": "scale", "lowest": 1, "highest": 40}]
)
def test_the_table_refuses_what_cannot_be_asked(applying, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        ask(applying, **{"label": "What?"} | facts)


def test_a_cohort_that_goes_takes_forms_answers_and_files_along(mina, applying, uploads, django_capture_on_commit_callbacks):
    application = Application.objects.create(cohort=applying, person=mina, role="mentee")
    hand_in(application)
    assert len(list(uploads.rglob("*.pdf"))) == 1
    with django_capture_on_commit_callbacks(execute=True):
        Cohort.objects.get(pk=applying.pk).delete()
    assert (Answer.objects.count(), FormQuestion.objects.count(), list(uploads.rglob("*.pdf"))) == (0, 0, [])
