"""Application forms from a file: read by the page's own form, asked and changed by its actions."""

import pytest

from mentoring.models import Answer, FormQuestion
from tests.mentoring.importing import bring, counts, said, table
from tests.mentoring.selecting import receive

pytestmark = pytest.mark.django_db
WHY = {"Role": "mentee", "Kind": "Long text", "Question": "Why now?", "Words from": "50", "Words to": "200", "Must be answered": "yes"}
BAND = "The word band ends after it begins: please give both numbers, the smaller one first."
EMPTY = dict.fromkeys(["Hint", "Only admins", "Choices", "Scale from", "Lowest means", "Scale to", "Highest means"], "")
LONG = EMPTY | WHY
CHOICES = {**LONG, "Kind": "choices", "Question": "Which?", "Words from": "", "Words to": "", "Choices": "Patents, and law; Teaching"}
SCALE = CHOICES | {"Kind": "A scale", "Question": "How sure?", "Choices": "", "Scale from": "-2", "Scale to": "2", "Lowest means": "'-not"}


def test_new_questions_stand_at_the_end_of_their_form_and_come_once(applying):
    FormQuestion.objects.create(cohort=applying, role="mentee", position=3, kind="short", label="First?")
    report = bring("questions", table(LONG, CHOICES, SCALE), slug="autumn")
    assert (counts(report), said(report), report.written) == ((3, 0, 0), [], True)
    asked = list(FormQuestion.objects.form(applying, "mentee"))
    assert [(each.label, each.kind) for each in asked] == [
        ("First?", "short"),
        ("Why now?", "long"),
        ("Which?", "choices"),
        ("How sure?", "scale"),
    ]
    _, why, which, sure = asked
    assert (why.required, why.words_from, why.words_to, which.choices) == (True, 50, 200, ["Patents, and law", "Teaching"])
    assert (sure.lowest, sure.highest, sure.lowest_label) == (-2, 2, "-not")
    again = table(*({**row, "Role": row["Role"].upper(), "Hint": " "} for row in (LONG, CHOICES, SCALE)))
    assert counts(bring("questions", again, slug="autumn")) == (0, 0, 3)


def test_a_question_of_the_same_wording_is_changed_and_a_missing_column_keeps_what_stands(applying):
    bring("questions", table(LONG), slug="autumn")
    report = bring("questions", table({"Role": "mentee", "Kind": "long", "Question": "Why now?", "Words to": "300"}), slug="autumn")
    why = FormQuestion.objects.get()
    assert (counts(report), why.words_from, why.words_to, why.required) == ((0, 1, 0), 50, 300, True)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"Role": "reviewer"}, ("Role", "reviewer", "This should be mentee or mentor.")),
        ({"Question": ""}, ("Question", "", "This is missing.")),
        ({"Words to": "many"}, ("Words to", "many", "Enter a whole number.")),
        (
            {"Words from": "500"},
            ("Question", "Why now?", "The word band ends after it begins: please give both numbers, the smaller one first."),
        ),
        ({"Choices": "a; b"}, ("Choices", "a; b", "A question of the kind “Long text” has no such thing; leave this empty.")),
        (CHOICES | {"Choices": "one"}, ("Question", "Which?", "Please give at least two choices, one a line.")),
        (SCALE | {"Scale to": "90"}, ("Question", "How sure?", "A scale goes from a lower to a higher number, in at most ten steps.")),
        ({"Only admins": "maybe"}, ("Only admins", "maybe", "This should be yes or no, or empty.")),
    ],
)
def test_what_the_page_would_not_take(applying, change, problem):
    report = bring("questions", table(LONG | change), slug="autumn")
    assert (said(report), report.written, FormQuestion.objects.count()) == ([(2, *problem)], False, 0)


def test_what_was_said_in_confidence_stays_so_and_a_kind_stays(applying):
    (application,) = receive(applying, 1)
    question = FormQuestion.objects.create(cohort=applying, role="mentee", kind="short", label="Health?", sensitive=True)
    Answer.objects.create(application=application, question=question, value="x")
    row = {"Role": "mentee", "Kind": "short", "Question": "Health?", "Only admins": ""}
    assert [problem[3][:35] for problem in said(bring("questions", table(row), slug="autumn"))] == ["People answered this in confidence,"]
    other = bring("questions", table(row | {"Kind": "long"}), slug="autumn")
    assert said(other) == [(2, "Kind", "long", "This is asked already, as short text; give another kind another wording.")]


def test_a_full_form_takes_no_more(applying):
    rows = [{"Role": "mentor", "Kind": "short", "Question": f"Question {number}?"} for number in range(41)]
    report = bring("questions", table(*rows), slug="autumn")
    assert (counts(report), said(report)) == (
        (40, 0, 0),
        [(42, "Question", "Question 40?", "A form has at most 40 questions; this one is full.")],
    )
    assert FormQuestion.objects.count() == 0
